import { createHash } from 'node:crypto';
import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Job } from '../../imports/batch';
import { ConfigMap } from '../../imports/core';
import { ge } from '../cel/ops';
import type { Expr, Input, Ref } from '../cel/ref';
import { cel } from '../cel/template';
import { conditions, refOf } from '../kro/resource';
import { awsCli } from '../platform/aws-cli';
import type { PodRole } from './service-account';

/** A folder of a bucket. */
export interface Folder {
  readonly bucket: string;
  /** Without `/` at its end. */
  readonly folder: Input<string>;
}

export interface SiteProps {
  /** What the names of the ConfigMap and the Job begin with. */
  readonly prefix: Input<string>;
  /** Where the pages come from. */
  readonly from: Folder;
  /** Where they go; what is not at the source is deleted there. */
  readonly to: Folder;
  /** Region of the buckets. */
  readonly region: string;
  /** What the pages read as `config.json`, which browsers never cache. */
  readonly config: Readonly<Record<string, Input<string>>>;
  readonly account: PodRole;
}

export interface Site {
  readonly config: Ref<ConfigMap>;
  readonly job: Ref<Job>;
}

const FILE = 'config.json';

/**
 * Uploads a site to its folder of a bucket: the ConfigMap `<id>Config` with `config.json`, and the Job `<id>SyncJob` that copies pages, then
 * the configuration. Ready once the Job has succeeded.
 *
 * A Job cannot be changed, so its name ends in a hash of the configuration and of the Job itself: another content makes another Job. It has
 * no ttlSecondsAfterFinished, as kro would make it again whenever it is cleaned up.
 */
export function site(scope: Construct, id: string, props: SiteProps): Site {
  const part = new Construct(scope, id);
  const config = new kplus.ConfigMap(part, 'config', {
    metadata: { name: `${props.prefix}-ui-config` },
    data: { [FILE]: `${cel<string>`json.marshal(${props.config})`}` },
  });
  const configured = refOf(config, ConfigMap);
  const job = syncJob(part, configured.metadata.name, props);
  nameByContent(job, props.prefix, configured.data[FILE]);
  conditions(job, Job, { readyWhen: self => ge(self.status.succeeded, 1) });
  return { config: configured, job: refOf(job, Job) };
}

function syncJob(part: Construct, configName: Expr<string>, { from, to, region, account }: SiteProps): kplus.Job {
  const target = `s3://${to.bucket}/${to.folder}/`;
  const job = new kplus.Job(part, 'syncJob', {
    backoffLimit: 3,
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(part, 'accountName', `${account.name}`),
    ...(account.associationId && {
      podMetadata: { annotations: { 'cdk8s-kro/pod-identity': `${account.associationId}` } },
    }),
  });
  const home = kplus.Volume.fromEmptyDir(part, 'home', 'home');
  const files = kplus.Volume.fromConfigMap(
    part,
    'files',
    kplus.ConfigMap.fromConfigMapName(part, 'configName', `${configName}`),
    { name: 'config' },
  );
  const aws = (name: string, ...args: string[]) => awsCli({ name, region, home, args });
  const source = `s3://${from.bucket}/${from.folder}/`;
  // copying tags as well would need two permissions more
  const how = ['--delete', '--exclude', FILE, '--copy-props', 'metadata-directive'];
  job.addInitContainer(aws('pages', 's3', 'sync', source, target, ...how));
  const json = ['--content-type', 'application/json', '--cache-control', 'no-store'];
  job
    .addContainer(aws('config', 's3', 'cp', `/config/${FILE}`, `${target}${FILE}`, ...json))
    .mount('/config', files, { readOnly: true });
  return job;
}

/** `<prefix>-ui-` and eight hexadecimal digits. */
function nameByContent(job: kplus.Job, prefix: Input<string>, config: Expr<string>): void {
  const object = ApiObject.of(job);
  const digest = createHash('sha256').update(JSON.stringify(object.toJson().spec)).digest('hex').slice(0, 8);
  const hash = cel<string>`"%x".format([hash.fnv64a(${config} + ${digest})]).substring(0, 8)`;
  object.addJsonPatch(JsonPatch.add('/metadata/name', `${prefix}-ui-${hash}`));
}
