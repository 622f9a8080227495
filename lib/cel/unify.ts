import {
  type DYN,
  equal,
  isDyn,
  isDynOrError,
  isScalar,
  mapParameters,
  nameOf,
  type Param,
  parameters,
  type Type,
} from './types';

/**
 * What is known of type parameters so far. A trial that fails must leave no trace, so bindings are undone to a mark.
 * Follows https://github.com/google/cel-go/blob/master/checker/types.go.
 */
export class Bindings {
  private readonly bound = new Map<string, Type>();
  private readonly trail: [name: string, before: Type | undefined][] = [];

  /** Whether a value of type `b` fits where `a` is wanted; binds parameters to make it so. */
  assignable(a: Type, b: Type): boolean {
    return this.kept(this.trail.length, this.fits(a, b));
  }

  /** Whether each type of the first list takes its fellow of the second; binds parameters to make it so. */
  allAssignable(a: readonly Type[], b: readonly Type[]): boolean {
    return this.kept(this.trail.length, this.allFit(a, b));
  }

  /** The type with its parameters replaced by what they are bound to; free ones become dyn if `free` is. */
  substitute(t: Type, free?: typeof DYN): Type {
    if (t.kind === 'struct' || isScalar(t)) return t;
    if (t.kind !== 'param') return mapParameters(t, part => this.substitute(part, free));
    const bound = this.bound.get(t.name);
    return bound ? this.substitute(bound, free) : (free ?? t);
  }

  /** The answer of a trial; what a failed one has bound since the mark is undone. */
  private kept(mark: number, fits: boolean): boolean {
    while (!fits && this.trail.length > mark) {
      const [name, before] = this.trail.pop()!;
      if (before) this.bound.set(name, before);
      else this.bound.delete(name);
    }
    return fits;
  }

  private bind(param: Param, type: Type): void {
    this.trail.push([param.name, this.bound.get(param.name)]);
    this.bound.set(param.name, type);
  }

  private fits(a: Type, b: Type): boolean {
    if (b.kind === 'param') {
      const answer = this.bindable(a, b);
      if (answer !== 'free') return answer === 'yes';
    }
    if (a.kind === 'param') return this.bindable(b, a) === 'yes';
    if (isDynOrError(a) || isDynOrError(b)) return true;
    if (a.kind === 'null') return nullable(b);
    if (b.kind === 'null') return nullable(a);
    if (a.kind === 'type') return b.kind === 'type';
    return a.kind === b.kind && nameOf(a) === nameOf(b) && this.allFit(parameters(a), parameters(b));
  }

  private allFit(a: readonly Type[], b: readonly Type[]): boolean {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!this.fits(a[i], b[i])) return false;
    return true;
  }

  /** Whether the parameter is, or can become, the type; `free` where it is not bound and the type holds it. */
  private bindable(type: Type, param: Param): 'yes' | 'no' | 'free' {
    if (type.kind === 'param' && type.name === param.name) return 'yes';
    const bound = this.bound.get(param.name);
    if (!bound) {
      if (this.holds(type, param)) return 'free';
      this.bind(param, type);
      return 'yes';
    }
    if (equal(type, bound)) return 'yes';
    if (!this.fits(type, bound)) return 'no';
    const general = moreGeneral(type, bound);
    if (!this.holds(general, param)) this.bind(param, general);
    return 'yes';
  }

  /** Whether the parameter occurs in the type: binding it to that would make an endless type. */
  private holds(type: Type, param: Param): boolean {
    if (type.kind !== 'param') return parameters(type).some(part => this.holds(part, param));
    if (type.name === param.name) return true;
    const bound = this.bound.get(type.name);
    return bound !== undefined && this.holds(bound, param);
  }
}

function nullable(t: Type): boolean {
  switch (t.kind) {
    case 'opaque':
    case 'struct':
    case 'any':
    case 'duration':
    case 'timestamp':
    case 'null':
      return true;
    default:
      return false;
  }
}

/** Of two types that fit each other, the one that tells less. */
export const moreGeneral = (a: Type, b: Type): Type => (tellsNoMore(a, b) ? a : b);

function tellsNoMore(a: Type, b: Type): boolean {
  if (isDyn(a) || a.kind === 'param') return true;
  if (isDyn(b) || b.kind === 'param' || a.kind !== b.kind || nameOf(a) !== nameOf(b)) return false;
  if (a.kind === 'type') return true;
  const x = parameters(a);
  const y = parameters(b);
  return x.length === y.length && x.every((type, i) => tellsNoMore(type, y[i]));
}
