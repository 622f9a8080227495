import type { SecretRef } from './secret';

/** Where the droplet of an app comes from. It decides the app's lifecycle, which Korifi never lets change. */
export type Source = Docker | Buildpack;

export interface Docker {
  readonly type: 'docker';
  readonly image: string;
  /** Of the registry, a Secret of type kubernetes.io/dockerconfigjson in the space. */
  readonly pullSecret?: SecretRef;
}

export interface Buildpack {
  readonly type: 'buildpack';
  /** @default the foundation's imagePrefix, the app's GUID and `-packages`, as Korifi names it */
  readonly image?: string;
  readonly buildpacks: readonly string[];
  readonly stack: string;
}

/** Why a text names no image. */
export const imageProblem = (image: string): string | undefined =>
  /^\S+$/.test(image) ? undefined : `'${image}' is no image. Write registry.example.com/shop/web:1.0.`;

/** An image that runs as it is. Its user has to be another than root. */
export const docker = (image: string, { pullSecret }: { readonly pullSecret?: SecretRef } = {}): Docker => ({
  type: 'docker',
  image,
  ...(pullSecret && { pullSecret }),
});

/**
 * Source code that kpack builds with Cloud Native Buildpacks. It has to be in a registry as an image of one layer before: synth
 * uploads nothing (`cf push`, or `kp image save`, does).
 */
export const buildpack = (
  image?: string,
  { buildpacks = [], stack = 'cflinuxfs3' }: { readonly buildpacks?: readonly string[]; readonly stack?: string } = {},
): Buildpack => ({ type: 'buildpack', ...(image !== undefined && { image }), buildpacks, stack });
