export { adopted, inRegion, retained } from './annotations';
export {
  type BucketObjects,
  type FunctionLogs,
  grantPut,
  grantRead,
  grantReadWrite,
  grantSync,
  type TableItems,
} from './grant';
export { type PolicyDocument, type PolicyStatement, policy } from './policy';
export { bucketPolicy, inlinePolicies, managedPolicy, trustPolicy } from './policy-text';
export { isReady, isSynced } from './readiness';
export type { Conditions, Principals, Statement } from './statement';
export { kmsTagList, type Tags, tagList } from './tags';
export { type IrsaTrust, type PodIdentityTrust, trustIrsa, trustPodIdentity, trustRole, trustService } from './trust';
