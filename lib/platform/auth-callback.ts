import { createHash } from 'node:crypto';
import { ApiObject, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PodIdentityAssociation } from '../../imports/eks.services.k8s.aws';
import type { PlatformConfig } from './config';
import { APPS_NAMESPACE } from './layer/access';
import { callbackPage, callbackScript, sessionScript } from './web';

export interface AuthCallbackProps {
  readonly config: Pick<PlatformConfig, 'region' | 'uiBucket' | 'uploaderRoleArn'>;
  /**
   * Name of the EKS cluster, to give the Job its role by Pod Identity.
   *
   * @default the Job takes the role with the token of its ServiceAccount (IRSA)
   */
  readonly clusterName?: string;
}

/** The files, by their key in the ConfigMap: where they go below `auth/`, as what, and their text. */
const FILES = {
  'index.html': { path: 'callback/index.html', type: 'text/html', text: callbackPage },
  'callback.js': { path: 'callback/callback.js', type: 'text/javascript', text: callbackScript },
  'session.js': { path: 'session.js', type: 'text/javascript', text: sessionScript },
};

const NAME = 'auth-callback';

/**
 * Puts the page the login page returns to, and the script applications sign people in with, into the bucket CloudFront serves:
 * `auth/callback/` and `auth/session.js`. A ServiceAccount, a ConfigMap, and a Job with a name that changes with the files.
 */
export class AuthCallback extends Construct {
  constructor(scope: Construct, id: string, { config, clusterName }: AuthCallbackProps) {
    super(scope, id);
    const metadata = { name: NAME, namespace: APPS_NAMESPACE };
    const serviceAccount = new kplus.ServiceAccount(this, 'serviceAccount', {
      metadata: {
        ...metadata,
        name: `${NAME}-s3-uploader`, // as the role's trust policy wants it to end
        ...(!clusterName && { annotations: { 'eks.amazonaws.com/role-arn': config.uploaderRoleArn } }),
      },
    });
    if (clusterName) associate(this, clusterName, config.uploaderRoleArn, serviceAccount);
    const data = Object.fromEntries(Object.entries(FILES).map(([key, { text }]) => [key, text]));
    const files = new kplus.ConfigMap(this, 'files', { metadata, data });
    const version = createHash('sha256')
      .update(JSON.stringify([data, config]))
      .digest('hex')
      .slice(0, 8);
    new kplus.Job(this, 'job', {
      metadata: { ...metadata, name: `${NAME}-${version}` }, // a Job cannot be changed
      backoffLimit: 3,
      serviceAccount,
      containers: [container(this, config, files)],
    });
  }
}

function associate(
  scope: Construct,
  clusterName: string,
  roleARN: string,
  { name: serviceAccount }: kplus.ServiceAccount,
) {
  const { apiVersion, kind } = PodIdentityAssociation;
  new ApiObject(scope, 'podIdentity', {
    apiVersion,
    kind,
    metadata: { name: NAME, namespace: APPS_NAMESPACE },
    spec: { clusterName, roleARN, namespace: APPS_NAMESPACE, serviceAccount },
  });
}

function container(
  scope: Construct,
  config: AuthCallbackProps['config'],
  files: kplus.ConfigMap,
): kplus.ContainerProps {
  const copies = Object.entries(FILES).map(
    ([key, { path, type }]) =>
      `aws s3 cp /files/${key} "s3://$BUCKET/auth/${path}" --content-type '${type}; charset=utf-8' --cache-control no-cache`,
  );
  return {
    name: 'copy',
    image: 'public.ecr.aws/aws-cli/aws-cli:2.27.0',
    command: ['/bin/sh', '-ec', copies.join('\n')],
    envVariables: {
      AWS_REGION: kplus.EnvValue.fromValue(config.region),
      BUCKET: kplus.EnvValue.fromValue(config.uiBucket),
      HOME: kplus.EnvValue.fromValue('/tmp'),
    },
    resources: {
      cpu: { request: kplus.Cpu.millis(100) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
    },
    securityContext: { user: 1000, group: 1000, ensureNonRoot: true, readOnlyRootFilesystem: true },
    volumeMounts: [
      {
        path: '/files',
        volume: kplus.Volume.fromConfigMap(scope, 'filesVolume', files, { name: 'files' }),
        readOnly: true,
      },
      { path: '/tmp', volume: kplus.Volume.fromEmptyDir(scope, 'tmp', 'tmp') },
    ],
  };
}
