const UNITS: Readonly<Record<string, number>> = { B: 2 ** -20, K: 2 ** -10, M: 1, G: 2 ** 10, T: 2 ** 20 };

/** What sizes look like in Cloud Foundry; https://github.com/cloudfoundry/korifi/blob/main/api/payloads/manifest.go. */
const SIZE = /^(\d+(?:\.\d+)?)(B|K|KB|M|m|MB|mb|G|g|GB|gb|T|t|TB|tb)$/;

/** The whole megabytes (of 1024 × 1024 bytes) in a size such as `256M` or `1.5G`; undefined where it is no size, or less than one. */
export function tryMegabytes(size: string): number | undefined {
  const [, amount, unit] = SIZE.exec(size) ?? [];
  if (amount === undefined) return undefined;
  const megabytes = Math.floor(Number(amount) * UNITS[unit[0].toUpperCase()]);
  return isCount(megabytes, 1) ? megabytes : undefined;
}

/** Whether it is a whole number of `least` or more, as large as the 32 bits allow that Kubernetes has for it. */
export const isCount = (value: unknown, least: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) < 2 ** 31;

/** @throws where it is no size; `where` says what it is the size of */
export function megabytes(size: string, where: string): number {
  const found = tryMegabytes(size);
  if (found === undefined) throw new Error(`${where}: ${sizeProblem(size)}`);
  return found;
}

export const sizeProblem = (size: unknown): string =>
  `${JSON.stringify(size)} is no size of a megabyte or more. Write a number and a unit, such as 256M or 1.5G (B, K, M, G or T).`;
