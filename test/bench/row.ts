/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly value: string;
  /** What it should be; absent for what is only told. */
  readonly goal?: string;
  readonly met?: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs each measurement in turn, `times` times, so that a busy moment hits all of them. */
export function inTurn<T>(times: number, measurements: Readonly<Record<string, () => T>>): Record<string, T[]> {
  const results: Record<string, T[]> = {};
  for (let i = 0; i < times; i++)
    for (const [name, measure] of Object.entries(measurements)) {
      results[name] ??= [];
      results[name].push(measure());
    }
  return results;
}
