/** The folders a path goes through: `a` and `a/b` of `a/b/c.yaml`. */
export const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, i, names) => names.slice(0, i + 1).join('/'));

/** Why a path is not one of a file below a folder, on any system. */
export function problemOf(path: unknown): string | undefined {
  if (typeof path !== 'string') return 'is no text';
  if (/[\\\u0000-\u001f\u007f]/.test(path)) return 'holds a backslash or a control character';
  if (/^(?:\/|[A-Za-z]:)/.test(path)) return 'is not relative to the output folder';
  if (/[<>:"|?*]/.test(path)) return 'holds a character Windows refuses';
  const names = path.split('/');
  if (names.some(name => name === '' || name === '.' || name === '..')) return "holds an empty part, '.' or '..'";
  if (names.some(name => /[. ]$/.test(name))) return 'holds a name that ends in a dot or a space';
  return names[0].startsWith('.cdk8s-kro') ? 'is a name the library keeps for itself' : undefined;
}
