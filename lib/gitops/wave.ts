/**
 * When Argo CD applies an object among those of one Application: lower waves first, and each wave only once the one before is healthy.
 *
 * Waves order Applications too where an Application makes them, as long as Argo CD can tell the health of an Application (`healthChecks`).
 * See https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/.
 */
export const WAVES = {
  /** kro and the controllers behind it. */
  controllers: -3,
  /** CRDs, namespaces, graphs and what kro may do. */
  definitions: -1,
  /** What a cluster needs beside them. */
  services: 0,
  /** Clusters. */
  spokes: 3,
  /** What runs on clusters. */
  applications: 5,
} as const;

export const WAVE = 'argocd.argoproj.io/sync-wave';
export const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/** The annotation that puts an object into a wave. */
export const inWave = (wave: number): Readonly<Record<string, string>> => ({ [WAVE]: String(wave) });

/** The annotation that says how Argo CD treats one object, such as `Prune=false`. */
export const syncOptions = (...options: readonly string[]): Readonly<Record<string, string>> => ({
  [SYNC_OPTIONS]: options.join(','),
});
