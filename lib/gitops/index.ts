import type { Derive } from '../kro/manifest-file';
import type { Kinds } from '../schema/kinds';
import { kroRoles } from './kro-role';
import { syncWaves } from './sync-waves';

export {
  type ApplicationProps,
  ARGOCD,
  application,
  type ChartSource,
  type Destination,
  type FolderSource,
  IN_CLUSTER,
} from './application';
export { type ApplicationPerFileProps, applicationPerFile } from './application-set';
export { healthChecks } from './health';
export { kroRoles } from './kro-role';
export { layout, RESERVED_FOLDERS } from './layout';
export { manifest } from './manifest';
export { syncWaves } from './sync-waves';
export { inWave, syncOptions, WAVES } from './wave';

/** All that Argo CD and kro need beside the manifests: `new KroApp({ derive: argoCd() })`. @param kinds as for `kroRoles` */
export const argoCd = (kinds?: Kinds): readonly Derive[] => [kroRoles(kinds), syncWaves];
