import type { PlatformConfig } from './config';

/** How Pods get a role: by the token of their ServiceAccount (IRSA), or from the agent on their node (Pod Identity). */
export type Identity =
  | { readonly type: 'irsa' }
  | { readonly type: 'podIdentity'; readonly clusterName: string; readonly region: string };

export const IRSA: Identity = { type: 'irsa' };

/**
 * Why Pods would not get their role, each with what to write instead. The uploader role of the platform, which is shared, trusts either
 * the issuer of the cluster's tokens or Pod Identity; a role of an instance trusts what the instance uses.
 */
export function problemsOfIdentity(
  { oidcIssuer }: PlatformConfig,
  identity: Identity,
  roles: 'shared' | 'perInstance' = 'shared',
): string[] {
  switch (identity.type) {
    case 'irsa':
      return oidcIssuer === undefined ? [NO_ISSUER] : [];
    case 'podIdentity':
      return roles === 'shared' && oidcIssuer !== undefined ? [notTrusted(oidcIssuer)] : [];
  }
}

const NO_ISSUER =
  'a role can trust the token of a ServiceAccount only by its issuer, and the platform config has no oidcIssuer. ' +
  "Say it there, or use identity: { type: 'podIdentity', … }.";

const notTrusted = (oidcIssuer: string) =>
  `the uploader role of the platform trusts tokens of ${oidcIssuer}, as the platform config says in oidcIssuer, and not Pod Identity. ` +
  'Leave identity out, or leave oidcIssuer out of the layer and of the config.';
