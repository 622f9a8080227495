/** Put it anywhere in the values an expression is evaluated with, for what is not known yet. */
export const UNKNOWN = Symbol.for('cdk8s-kro.cel.unknown');

/** Where a value was read from: a variable, or a key of another place. */
export interface Place {
  readonly parent?: Place;
  readonly key: string | number;
}

/**
 * A result that waits for `paths`. While it stands for one place (`attribute`), selecting from it waits for a more
 * precise place; once a function has had it, it does not.
 */
export class Unknown {
  constructor(
    readonly paths: readonly string[],
    readonly attribute = false,
  ) {}

  static at(place: Place): Unknown {
    return new Unknown([pathOf(place)], true);
  }

  select(key: string | number): Unknown {
    return this.attribute ? new Unknown([this.paths[0] + step(key)], true) : this;
  }

  /** The same, as the result of an operation rather than as a place. */
  used(): Unknown {
    return this.attribute ? new Unknown(this.paths) : this;
  }

  and(other: Unknown): Unknown {
    return new Unknown([...new Set([...this.paths, ...other.paths])]);
  }
}

/** `subnets[0].status.id` */
export function pathOf(place: Place): string {
  const keys: (string | number)[] = [];
  let at = place;
  for (; at.parent; at = at.parent) keys.push(at.key);
  return `${at.key}${keys.reverse().map(step).join('')}`;
}

const step = (key: string | number) =>
  typeof key === 'number' ? `[${key}]` : /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
