export { AuthCallback, type AuthCallbackProps } from './auth-callback';
export { type PlatformConfig, readPlatformConfig } from './config';
export { SharedPlatformGraph, type SharedPlatformProps } from './graph';
export type { Identity } from './identity';
export { APPS_NAMESPACE } from './layer/access';
export { SharedPlatformManifests, type SharedPlatformManifestsProps } from './manifests';
export type { ConfigSource } from './settings';
export {
  readSharedPlatform,
  readSharedPlatformSettings,
  SharedPlatform,
  type SharedPlatformSettings,
  type SharedPlatformSpec,
} from './shared-platform';
