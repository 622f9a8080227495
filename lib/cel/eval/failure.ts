/** The kinds of run-time error; `no-such-key` and `out-of-range` are what kro waits on rather than gives up on. */
export type FailureKind =
  | 'no-such-key'
  | 'out-of-range'
  | 'divide-by-zero'
  | 'map-key'
  | 'parse-or-conversion'
  | 'no-such-overload'
  | 'other';

/** A CEL run-time error. Thrown between closures and caught by `||`, `&&` and `evaluate`; no Error, as it needs no stack. */
export class Failure {
  constructor(
    readonly kind: FailureKind,
    readonly message: string,
  ) {}
}

export function fail(kind: FailureKind, message: string): never {
  throw new Failure(kind, message);
}

export function noOverload(fn?: string): never {
  throw new Failure('no-such-overload', fn ? `no such overload: ${fn}` : 'no such overload');
}

export function badConversion(from: string, to: string): never {
  throw new Failure('parse-or-conversion', `type conversion error from '${from}' to '${to}'`);
}

export const outOfRange = (index: bigint | number): never => fail('out-of-range', `index out of range: ${index}`);
export const outOfBounds = (index: bigint | number): never => fail('out-of-range', `index out of bounds: ${index}`);
