import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file as services that show findings know it: from the root of the repository they checked out, else from the working folder. */
export function repositoryPath(file: string): string {
  const root = process.env.GITHUB_WORKSPACE || process.cwd();
  const path = relative(root, resolve(file));
  const isInside = path !== '' && path.split(sep)[0] !== '..' && !isAbsolute(path);
  return (isInside ? path : file).split(sep).join('/');
}

/** A path as a URI, relative where the path is. */
export const uriOf = (path: string): string =>
  isAbsolute(path) ? pathToFileURL(path).href : path.split('/').map(encodeURIComponent).join('/');
