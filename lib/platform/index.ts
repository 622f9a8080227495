export type { PlatformConfig } from './config';
