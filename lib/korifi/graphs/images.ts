import type { App } from '../app';

/** Where the droplet of an app with buildpacks goes. */
export const dropletTag = ({ foundation, guid, image }: App): string =>
  foundation.imagePrefix === undefined ? `${withoutTag(image)}-droplets` : `${foundation.imagePrefix}${guid}-droplets`;

/** An image without its tag or digest; a colon before the last slash is of a port. */
const withoutTag = (image: string): string => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');

/** The Secrets by which a private image is pulled. */
export const pullSecretsOf = ({ source }: App) =>
  source.type === 'docker' && source.pullSecret ? { pullSecrets: [source.pullSecret.name] } : {};
