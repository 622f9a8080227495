import type { Role } from '../../../imports/iam.services.k8s.aws';
import {
  grantPut,
  grantRead,
  grantReadWrite,
  grantSync,
  inlinePolicies,
  tagList,
  trustIrsa,
  trustPodIdentity,
  trustPolicy,
  trustService,
} from '../../aws';
import type { Body } from '../../kro/resource';
import { given, type Values } from '../values';
import { keptByName } from './kept';
import { tags } from './tags';

/** Where the instances of applications live, and with them the ServiceAccounts that take the uploader role. */
export const APPS_NAMESPACE = 'kro-serverless-stack';

const lambdaRoleName = ({ name }: Pick<Values, 'name'>) => `${name}-lambda-execution-role`;
export const lambdaRoleArn = (values: Pick<Values, 'name' | 'accountId'>) =>
  `arn:aws:iam::${values.accountId}:role/${lambdaRoleName(values)}`;
const uploaderRoleName = ({ name }: Values) => `${name}-s3-uploader-role`;

/**
 * What functions may do that have no role of their own: use the tables and write the logs of all instances of `apps`.
 *
 * One application can so reach the tables of another; a role per instance keeps them apart.
 *
 * @throws on a name that no application has, such as `*`
 */
export function lambdaRole(values: Values, apps: readonly string[]): Body<Role> {
  const wrong = apps.filter(app => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(app));
  if (wrong.length > 0)
    throw new Error(`'${wrong.join("', '")}' cannot be an application. Use its appName: a-z, 0-9 and - between them.`);
  const { accountId, region } = values;
  // names of instances hold that of their application: john-inventory-dev
  const statements = apps.flatMap(app => [
    ...grantReadWrite({ type: 'table', arn: `arn:aws:dynamodb:${region}:${accountId}:table/*-${app}-*` }),
    ...grantPut({ type: 'logs', accountId, region, functionName: `*-${app}-*` }),
  ]);
  return {
    metadata: { annotations: keptByName({ name: lambdaRoleName(values) }) },
    spec: {
      name: lambdaRoleName(values),
      description: 'Functions of applications that have no role of their own',
      assumeRolePolicyDocument: trustPolicy([trustService('lambda.amazonaws.com')]),
      ...(statements.length > 0 && { inlinePolicies: inlinePolicies({ apps: statements }) }),
      tags: tagList(tags(values.name)),
    },
  };
}

/** What the Jobs may do that copy pages: read `ui/` of the assets, and write the bucket CloudFront serves, any folder of it. */
export const uploaderRole = (values: Values): Body<Role> => ({
  metadata: { annotations: keptByName({ name: uploaderRoleName(values) }) },
  spec: {
    name: uploaderRoleName(values),
    description: 'Jobs that copy pages to the bucket CloudFront serves',
    assumeRolePolicyDocument: given(values.oidcIssuer, irsa(values), podIdentity(values)),
    inlinePolicies: inlinePolicies({
      pages: [
        ...grantRead({ type: 'objects', bucket: values.assetsBucket, folder: 'ui' }),
        ...grantSync({ type: 'objects', bucket: values.uiBucket }),
      ],
    }),
    tags: tagList(tags(values.name)),
  },
});

const irsa = ({ accountId, oidcIssuer }: Values) =>
  trustPolicy([
    trustIrsa({ accountId, issuer: oidcIssuer, namespace: APPS_NAMESPACE, serviceAccount: '*-s3-uploader' }),
  ]);

const podIdentity = ({ accountId }: Values) => trustPolicy([trustPodIdentity({ accountId })]);
