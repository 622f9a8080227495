import { createHash } from 'node:crypto';
import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PodIdentityAssociation } from '../../imports/eks.services.k8s.aws';
import { inRegion } from '../aws';
import { awsCli } from './aws-cli';
import { type PlatformConfig, readPlatformConfig } from './config';
import { type Identity, IRSA, problemsOfIdentity } from './identity';
import { APPS_NAMESPACE } from './layer/access';
import { callbackPage, callbackScript, sessionScript, signedOutPage } from './web';

export interface AuthCallbackProps {
  readonly config: PlatformConfig;
  /** How the Job gets the uploader role. @default IRSA */
  readonly identity?: Identity;
}

/** The files, by their key in the ConfigMap: where they go below `auth/`, as what, and their text. */
const FILES = {
  'index.html': { path: 'callback/index.html', type: 'text/html', text: callbackPage },
  'callback.js': { path: 'callback/callback.js', type: 'text/javascript', text: callbackScript },
  'signed-out.html': { path: 'signed-out/index.html', type: 'text/html', text: signedOutPage },
  'session.js': { path: 'session.js', type: 'text/javascript', text: sessionScript },
};

const metadata = { name: 'auth-callback', namespace: APPS_NAMESPACE };
const accountName = 'auth-callback-s3-uploader'; // as the role's trust policy wants it to end

/**
 * Puts the pages the login page returns to, and the script applications sign people in with, into the bucket CloudFront serves:
 * `auth/callback/`, `auth/signed-out/` and `auth/session.js`. A ServiceAccount, a ConfigMap, and a Job with a name that changes with the files and with what it does.
 */
export class AuthCallback extends Construct {
  /** @throws on a configuration as `readPlatformConfig` does, and where the uploader role does not trust the identity */
  constructor(scope: Construct, id: string, { config: said, identity = IRSA }: AuthCallbackProps) {
    super(scope, id);
    const config = readPlatformConfig({ values: said });
    const [problem] = problemsOfIdentity(config, identity);
    if (problem) throw new Error(`${this.node.path}: ${problem}`);
    const serviceAccount = new kplus.ServiceAccount(this, 'serviceAccount', {
      metadata: {
        ...metadata,
        name: accountName,
        ...(identity.type === 'irsa' && { annotations: { 'eks.amazonaws.com/role-arn': config.uploaderRoleArn } }),
      },
    });
    if (identity.type === 'podIdentity') {
      const { clusterName, region } = identity;
      new ApiObject(this, 'podIdentity', {
        apiVersion: PodIdentityAssociation.apiVersion,
        kind: PodIdentityAssociation.kind,
        metadata: { ...metadata, annotations: inRegion(region) },
        spec: {
          clusterName,
          roleARN: config.uploaderRoleArn,
          namespace: APPS_NAMESPACE,
          serviceAccount: accountName,
        },
      });
    }
    const data = Object.fromEntries(Object.entries(FILES).map(([key, { text }]) => [key, text]));
    const files = new kplus.ConfigMap(this, 'files', { metadata, data });
    nameByContent(copyJob(this, config, serviceAccount, files), data);
  }
}

function copyJob(
  scope: Construct,
  { region, uiBucket }: PlatformConfig,
  serviceAccount: kplus.ServiceAccount,
  files: kplus.ConfigMap,
): kplus.Job {
  const copies = Object.entries(FILES).map(
    ([key, { path, type }]) =>
      `aws s3 cp /files/${key} s3://${uiBucket}/auth/${path} --content-type '${type}; charset=utf-8' --cache-control no-cache`,
  );
  const job = new kplus.Job(scope, 'job', { metadata, backoffLimit: 3, serviceAccount });
  const home = kplus.Volume.fromEmptyDir(scope, 'home', 'home');
  job
    .addContainer(awsCli({ name: 'copy', region, home, command: ['/bin/sh', '-ec', copies.join('\n')] }))
    .mount('/files', kplus.Volume.fromConfigMap(scope, 'filesVolume', files, { name: 'files' }), { readOnly: true });
  return job;
}

/** A Job cannot be changed, so another content makes another Job. */
function nameByContent(job: kplus.Job, data: object): void {
  const object = ApiObject.of(job);
  const content = JSON.stringify([data, object.toJson().spec]);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 8);
  object.addJsonPatch(JsonPatch.replace('/metadata/name', `${metadata.name}-${digest}`));
}
