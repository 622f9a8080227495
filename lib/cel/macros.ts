import type { Call, Comprehension, Constant, Entry, Literal, Node } from './ast';
import type { Dialect } from './functions';
import type { Mistake } from './source';
import { placeOf } from './walk';

/** Names no expression can spell, or the macro would capture one of the author's. */
const ACCU = '@result';
const SORTED = '@__sortBy_input__';
const UNUSED = '#unused';

/**
 * What a call with expanded operands turns into; undefined where it is a plain call after all. `written` is the call as
 * it stands in the source. Throws a `Mistake`.
 */
export type Macro = (call: Call, written: Call) => Node | undefined;

const SHARED: Readonly<Record<string, Macro>> = {
  'has/1': has,
  'x.all/2': all,
  'x.all/3': all,
  'x.exists/2': exists,
  'x.exists/3': exists,
  'x.exists_one/2': existsOne,
  'x.exists_one/3': existsOne,
  'x.existsOne/3': existsOne,
  'x.map/2': map,
  'x.map/3': map,
  'x.filter/2': filter,
  'x.transformList/3': transformList,
  'x.transformList/4': transformList,
  'x.transformMap/3': transformMap,
  'x.transformMap/4': transformMap,
  'x.transformMapEntry/3': transformMapEntry,
  'x.transformMapEntry/4': transformMapEntry,
  'x.optMap/2': optMap,
  'x.optFlatMap/2': optFlatMap,
  'x.sortBy/2': sortBy,
};

/** The macros by name and number of arguments, with `x.` before those that follow a target. */
export const MACROS: Readonly<Record<Dialect, Readonly<Record<string, Macro>>>> = {
  kro: { ...SHARED, 'x.bind/3': bind, 'x.newCondition/1': newCondition },
  crd: SHARED,
};

function has(call: Call): Node {
  const [field] = call.args;
  if (field.kind !== 'select' || field.optional) throw mistake(field, 'invalid argument to has() macro');
  return { ...field, test: true, at: call.at };
}

function all(call: Call, written: Call): Node {
  const make = new Maker(call);
  const accu = make.accu();
  return fold(call, written, {
    ...twoVariables(call),
    init: make.constant({ type: 'bool', value: true }),
    condition: make.call('@not_strictly_false', accu),
    step: make.call('_&&_', accu, last(call)),
  });
}

function exists(call: Call, written: Call): Node {
  const make = new Maker(call);
  const accu = make.accu();
  return fold(call, written, {
    ...twoVariables(call),
    init: make.constant({ type: 'bool', value: false }),
    condition: make.call('@not_strictly_false', make.call('!_', accu)),
    step: make.call('_||_', accu, last(call)),
  });
}

function existsOne(call: Call, written: Call): Node {
  const make = new Maker(call);
  const accu = make.accu();
  const one = make.constant({ type: 'int', value: 1n });
  return fold(call, written, {
    ...twoVariables(call),
    init: make.constant({ type: 'int', value: 0n }),
    step: make.call('_?_:_', last(call), make.call('_+_', accu, one), accu),
    result: make.call('_==_', accu, one),
  });
}

/** `list.map(x, f)` and `list.map(x, condition, f)` */
function map(call: Call, written: Call): Node {
  const make = new Maker(call);
  const step = make.call('_+_', make.accu(), make.list(last(call)));
  return fold(call, written, {
    iter: variable(call.args[0], 'argument is not an identifier'),
    init: make.list(),
    step: call.args.length === 3 ? make.call('_?_:_', call.args[1], step, make.accu()) : step,
  });
}

function filter(call: Call, written: Call): Node {
  const make = new Maker(call);
  const [element, condition] = call.args;
  const step = make.call('_+_', make.accu(), make.list(element));
  return fold(call, written, {
    iter: variable(element, 'argument is not an identifier'),
    init: make.list(),
    step: make.call('_?_:_', condition, step, make.accu()),
  });
}

function transformList(call: Call, written: Call): Node {
  const make = new Maker(call);
  const step = make.call('_+_', make.accu(), make.list(last(call)));
  return fold(call, written, { ...transformed(call), init: make.list(), step: filtered(call, step) });
}

function transformMap(call: Call, written: Call): Node {
  const make = new Maker(call);
  const { iter, iter2 } = transformed(call);
  const step = make.call('cel.@mapInsert', make.accu(), make.ident(iter), last(call));
  return fold(call, written, { iter, iter2, init: make.map([]), step: filtered(call, step) });
}

function transformMapEntry(call: Call, written: Call): Node {
  const make = new Maker(call);
  const step = make.call('cel.@mapInsert', make.accu(), last(call));
  return fold(call, written, { ...transformed(call), init: make.map([]), step: filtered(call, step) });
}

/** `cel.bind(name, value, body)` */
function bind(call: Call, written: Call): Node | undefined {
  if (call.target?.kind !== 'ident' || call.target.name !== 'cel') return undefined;
  const [name, value, body] = call.args;
  if (name.kind !== 'ident') throw mistake(name, 'cel.bind() variable names must be simple identifiers');
  return bound(call, written, name.name, value, body);
}

function optMap(call: Call, written: Call): Node {
  return whenPresent(call, written, body => new Maker(call).call('optional.of', body));
}

function optFlatMap(call: Call, written: Call): Node {
  return whenPresent(call, written, body => body);
}

function whenPresent(call: Call, written: Call, wrap: (body: Node) => Node): Node {
  const make = new Maker(call);
  const [name, body] = call.args;
  if (name.kind !== 'ident') throw mistake(name, `${call.fn}() variable name must be a simple identifier`);
  const value = make.method('value', call.target!);
  const asBind = make.method('bind', make.ident('cel'), written.args[0], make.method('value', written.target!), body);
  return make.call(
    '_?_:_',
    make.method('hasValue', call.target!),
    wrap(bound(call, asBind, name.name, value, body)),
    make.call('optional.none'),
  );
}

/** `list.sortBy(x, key)` */
function sortBy(call: Call, written: Call): Node {
  const { target } = call;
  if (target === undefined || !['list', 'select', 'call', 'ident', 'comprehension'].includes(target.kind)) {
    const message = 'sortBy can only be applied to a list, identifier, comprehension, call or select expression';
    throw mistake(target ?? call, message);
  }
  const make = new Maker(call);
  const input = make.ident(SORTED);
  const keys = map({ ...call, target: input }, written);
  return bound(call, written, SORTED, target, make.method('@sortByAssociatedKeys', input, keys));
}

const CONDITION_KEYS = ['type', 'status', 'reason', 'message'];

/** kro's `runtime.newCondition({type: …, status: …, reason: …, message: …})`: bare words as keys. */
function newCondition(call: Call): Node | undefined {
  if (call.target?.kind !== 'ident' || call.target.name !== 'runtime') return undefined;
  const [fields] = call.args;
  if (fields.kind !== 'map') throw mistake(fields, 'runtime.newCondition: argument must be a map literal');
  const make = new Maker(call);
  const seen = new Set<string>();
  const entries = fields.entries.map(({ key, value }): Entry => {
    const name = conditionKey(key, seen);
    seen.add(name);
    return { key: make.constant({ type: 'string', value: name }), value, at: call.at };
  });
  for (const key of ['type', 'status']) {
    if (!seen.has(key)) throw mistake(fields, `runtime.newCondition: '${key}' is required`);
  }
  return make.method('newCondition', call.target, make.map(entries));
}

function conditionKey(key: Node, seen: ReadonlySet<string>): string {
  if (key.kind !== 'ident') {
    const keys = `(${CONDITION_KEYS.join(', ')})`;
    const message = `keys must be bare identifiers ${keys}; quoted or computed keys are not allowed`;
    throw mistake(key, `runtime.newCondition: ${message}`);
  }
  if (!CONDITION_KEYS.includes(key.name)) {
    const allowed = `(allowed: ${CONDITION_KEYS.join(', ')})`;
    throw mistake(key, `runtime.newCondition: unknown key "${key.name}" ${allowed}`);
  }
  if (seen.has(key.name)) throw mistake(key, `runtime.newCondition: duplicate key "${key.name}"`);
  return key.name;
}

/** Makes nodes which stand where the macro call stands, as messages about them should. */
class Maker {
  private readonly at?: { readonly at: number };

  constructor(call: Call) {
    this.at = call.at === undefined ? undefined : { at: call.at };
  }

  constant(constant: Constant): Literal {
    return { kind: 'literal', ...constant, ...this.at };
  }
  ident(name: string): Node {
    return { kind: 'ident', name, ...this.at };
  }
  accu(): Node {
    return this.ident(ACCU);
  }
  call(fn: string, ...args: Node[]): Call {
    return { kind: 'call', fn, args, ...this.at };
  }
  method(fn: string, target: Node, ...args: Node[]): Call {
    return { kind: 'call', fn, target, args, ...this.at };
  }
  list(...elements: Node[]): Node {
    return { kind: 'list', elements, ...this.at };
  }
  map(entries: Entry[]): Node {
    return { kind: 'map', entries, ...this.at };
  }
}

type Fold = Pick<Comprehension, 'iter' | 'iter2' | 'init' | 'step'> & Partial<Comprehension>;

/** A comprehension over the macro's target that gathers in `@result`, always goes on and yields what it gathered. */
function fold(call: Call, macro: Call, parts: Fold): Comprehension {
  const make = new Maker(call);
  return {
    kind: 'comprehension',
    range: call.target!,
    accu: ACCU,
    condition: make.constant({ type: 'bool', value: true }),
    result: make.accu(),
    ...parts,
    macro,
    ...(call.at !== undefined && { at: call.at }),
  };
}

/** `body` with `name` standing for `value`: a fold over nothing, whose accumulator is the name. */
function bound(call: Call, macro: Call, name: string, value: Node, body: Node): Comprehension {
  const make = new Maker(call);
  return fold(call, macro, {
    range: make.list(),
    iter: UNUSED,
    accu: name,
    init: value,
    condition: make.constant({ type: 'bool', value: false }),
    step: make.ident(name),
    result: body,
  });
}

/** The variables of `all`, `exists` and `existsOne`: one, or two where there are three arguments. */
function twoVariables(call: Call): { iter: string; iter2?: string } {
  return call.args.length === 3 ? transformed(call) : { iter: variable(call.args[0]) };
}

function transformed(call: Call): { iter: string; iter2: string } {
  const iter = variable(call.args[0]);
  const iter2 = variable(call.args[1]);
  if (iter === iter2) throw mistake(call.args[1], `duplicate variable name: ${iter}`);
  return { iter, iter2 };
}

/** The step only where the third of four arguments holds. */
function filtered(call: Call, step: Node): Node {
  const make = new Maker(call);
  return call.args.length === 4 ? make.call('_?_:_', call.args[2], step, make.accu()) : step;
}

function variable(node: Node, otherwise = 'argument must be a simple name'): string {
  if (node.kind !== 'ident') throw mistake(node, otherwise);
  if (node.name === ACCU || node.name === '__result__') {
    throw mistake(node, 'iteration variable overwrites accumulator variable');
  }
  return node.name;
}

const last = (call: Call): Node => call.args[call.args.length - 1];

function mistake(node: Node, message: string): Mistake {
  return { at: placeOf(node), message };
}
