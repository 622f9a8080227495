import type { Construct } from 'constructs';
import { FileSystem, MountTarget } from '../../../imports/efs.services.k8s.aws';
import { policy } from '../../aws';
import { json } from '../../cel/json';
import { eq, orElse } from '../../cel/ops';
import { ResourceGraph } from '../../kro/graph';
import { api } from '../../kro/kind';
import { collection, resource } from '../../kro/resource';
import * as s from '../../schema/field';
import { MOUNT_TARGET } from '../names';
import { foundById, regional, tagsOf, treatment } from './ack';

/** A file system, encrypted at rest and in transit, that can be mounted from each of the subnets. */
export const EfsStorage = api({
  kind: 'EfsStorage',
  spec: {
    name: s.string().required(),
    ...regional,
    subnetIDs: s.list(s.string()).minItems(1).required(),
    securityGroupIDs: s.list(s.string()).required(),
    kmsKeyARN: s.string().immutable().required(),
    ...treatment,
  },
  status: { fileSystemID: s.string() },
});

/** The graph behind EfsStorage. */
export class EfsStorageGraph extends ResourceGraph<typeof EfsStorage> {
  constructor(scope: Construct, id: string) {
    super(scope, id, EfsStorage, { metadata: { name: 'efs-storage' } });
    const { spec, metadata } = this;
    const fileSystem = resource(
      this,
      'fileSystem',
      FileSystem,
      {
        metadata: { annotations: foundById(spec, 'fileSystem', 'fileSystemID') },
        spec: {
          encrypted: true,
          kmsKeyID: spec.kmsKeyARN,
          throughputMode: 'elastic',
          backup: true,
          policy: ACCESS,
          tags: tagsOf(spec, `${spec.name}`),
        },
      },
      { readyWhen: self => eq(orElse(self.status.lifeCycleState, ''), 'available') },
    );
    collection(this, 'mountTargets', MountTarget, { subnet: spec.subnetIDs }, ({ subnet }) => ({
      metadata: {
        name: `${metadata.name}-${subnet}`,
        annotations: foundById(spec, `${MOUNT_TARGET}-${subnet}`, 'mountTargetID'),
      },
      spec: {
        fileSystemID: fileSystem.status.fileSystemID,
        subnetID: subnet,
        securityGroups: spec.securityGroupIDs,
      },
    }));
    this.status({ fileSystemID: fileSystem.status.fileSystemID });
  }
}

/** A policy replaces what EFS allows by default, so it also says that whoever reaches a mount target may mount; without TLS nobody may. */
const ACCESS = json(
  policy([
    {
      sid: 'Mount',
      principals: { aws: ['*'] },
      actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'],
      resources: ['*'],
      conditions: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
    },
    {
      sid: 'InTransit',
      effect: 'Deny',
      principals: { aws: ['*'] },
      actions: ['*'],
      resources: ['*'],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]),
);
