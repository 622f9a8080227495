const RANKS = ['alpha', 'beta', undefined];

/** Orders versions as Kubernetes does, the newest first: v2, v1, v1beta2, v1alpha1, then names of another form. */
export function byNewest(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  if (!x || !y) return Number(y !== undefined) - Number(x !== undefined) || (a < b ? -1 : Number(a > b));
  return y.rank - x.rank || y.major - x.major || y.minor - x.minor;
}

function parts(version: string): { rank: number; major: number; minor: number } | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  return match ? { rank: RANKS.indexOf(match[2]), major: Number(match[1]), minor: Number(match[3] ?? 0) } : undefined;
}

/** `V1Beta1` of `v1beta1`: what the constant of an older version carries. */
export const versionSuffix = (version: string) =>
  version.replace(/[A-Za-z]+/g, word => word[0].toUpperCase() + word.slice(1)).replace(/[^A-Za-z0-9]/g, '');
