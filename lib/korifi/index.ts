/** Cloud Foundry: Korifi's resources, kro graphs that do without its controllers, and manifests of `cf push`. */
export type { App, AppProps } from './app';
export type { BackendName } from './backend';
export type { Binding, BindingProps } from './binding';
export { KorifiResource } from './crs/resource';
export {
  type AppWorkloadProps,
  appWorkload,
  builderInfo,
  buildWorkload,
  runnerInfo,
  taskWorkload,
} from './crs/workload';
export type { Domain } from './domain';
export { External, type ExternalObject } from './external';
export { CloudFoundry, type CloudFoundryProps } from './foundation';
export { type Apis, apisOf } from './graphs/apis';
export type { GraphSettings } from './graphs/settings';
export { guidIn } from './guid';
export { ManifestError, type ManifestFinding } from './manifest/finding';
export { type AddOptions, CfManifest, type ManifestOptions } from './manifest/manifest';
export type { Variables } from './manifest/variables';
export type { Org } from './org';
export type { HealthCheck, Process, ProcessProps } from './process';
export { group, type Role, type RoleAt, type Subject, serviceAccount, user } from './role';
export type { Destination, DestinationProps, Route } from './route';
export { type SecretRef, secret } from './secret';
export type { Managed, Service, ServiceProps, UserProvided } from './service';
export { type Buildpack, buildpack, type Docker, docker, type Source } from './source';
export type { Space } from './space';
export type { Task } from './task';
