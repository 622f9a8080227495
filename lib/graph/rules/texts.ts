import type { Call, Node } from '../../cel/ast';
import { pathOf } from '../../cel/walk';
import { own, type Schema } from '../../schema/openapi';

/** What can be said of a text before there is an instance. */
export interface Text {
  /** The fewest characters it has. */
  readonly least: number;
  /** The most characters it has; Infinity where nothing bounds it. */
  readonly most: number;
  /** Everything it may be, where that is known and not much. */
  readonly values?: readonly string[];
}

/** So many values are looked at one by one. */
const MANY = 64;
const ANY: Text = { least: 0, most: Number.POSITIVE_INFINITY };

const ofValues = (values: readonly string[]): Text => {
  const all = [...new Set(values)];
  const lengths = all.map(value => [...value].length);
  const bounds = { least: Math.min(...lengths), most: Math.max(...lengths) };
  return all.length > MANY ? bounds : { ...bounds, values: all };
};

/** The texts an expression may yield, given the schema of spec. */
export function textOf(node: Node, spec: Schema): Text {
  if (node.kind === 'literal') return node.type === 'string' ? ofValues([node.value]) : ANY;
  if (node.kind === 'select') return fieldText(node, spec);
  return node.kind === 'call' ? callText(node, spec) : ANY;
}

function callText(call: Call, spec: Schema): Text {
  const { fn, target, args } = call;
  switch (fn) {
    case '_+_':
      return joined(textOf(args[0], spec), textOf(args[1], spec));
    case '_?_:_':
      return either(textOf(args[1], spec), textOf(args[2], spec));
    case 'string':
      return target || args.length !== 1 ? ANY : printed(args[0], spec);
    case 'orValue':
      return target && args.length === 1 ? either(textOf(target, spec), textOf(args[0], spec)) : ANY;
    case 'lowerAscii':
    case 'upperAscii':
      return target ? inCase(textOf(target, spec), fn === 'lowerAscii') : ANY;
    case 'substring':
      return target ? cut(args) : ANY;
    case 'seededString':
      return target && pathOf(target) === 'random' ? ofLength(args[0]) : ANY;
    default:
      return ANY;
  }
}

function joined(a: Text, b: Text): Text {
  const values = a.values && b.values && a.values.length * b.values.length <= MANY;
  if (values) return ofValues(a.values.flatMap(head => b.values!.map(tail => head + tail)));
  return { least: a.least + b.least, most: a.most + b.most };
}

function either(a: Text, b: Text): Text {
  if (a.values && b.values) return ofValues([...a.values, ...b.values]);
  return { least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) };
}

const inCase = (text: Text, lower: boolean): Text =>
  text.values ? ofValues(text.values.map(value => (lower ? value.toLowerCase() : value.toUpperCase()))) : text;

/** `x.substring(a, b)` with literal bounds fails where x is shorter. */
function cut([from, to]: readonly Node[]): Text {
  const [start, end] = [intOf(from), intOf(to)];
  return start !== undefined && end !== undefined && end >= start ? { least: end - start, most: end - start } : ANY;
}

function ofLength(node: Node | undefined): Text {
  const length = intOf(node);
  return length === undefined ? ANY : { least: length, most: length };
}

const intOf = (node: Node | undefined): number | undefined =>
  node?.kind === 'literal' && node.type === 'int' ? Number(node.value) : undefined;

/** The field of the instance that a node selects, `.?field` included. */
function fieldOf(node: Node, spec: Schema): Schema | undefined {
  if (node.kind !== 'select' || node.test) return undefined;
  const parent = pathOf(node.operand) === 'schema' && node.field === 'spec' ? undefined : fieldOf(node.operand, spec);
  if (parent) return own(parent.properties, node.field);
  return pathOf(node.operand) === 'schema.spec' ? own(spec.properties, node.field) : undefined;
}

function fieldText(node: Node, spec: Schema): Text {
  const field = fieldOf(node, spec);
  if (field?.type !== 'string') return ANY;
  if (field.enum) return ofValues(field.enum.map(String));
  return { least: field.minLength ?? 0, most: field.maxLength ?? Number.POSITIVE_INFINITY };
}

/** The text of what `string(…)` is given. */
function printed(node: Node, spec: Schema): Text {
  const field = fieldOf(node, spec);
  switch (field?.type) {
    case 'string':
      return fieldText(node, spec);
    case 'boolean':
      return ofValues(['false', 'true']);
    case 'integer':
      return digits(field);
    default:
      return node.kind === 'literal' && node.type === 'int' ? ofValues([String(node.value)]) : textOf(node, spec);
  }
}

function digits({ enum: values, minimum, maximum }: Schema): Text {
  if (values) return ofValues(values.map(String));
  if (minimum === undefined || maximum === undefined) return { ...ANY, least: 1 };
  const lengths = [String(minimum).length, String(maximum).length];
  return { least: minimum <= 0 && maximum >= 0 ? 1 : Math.min(...lengths), most: Math.max(...lengths) };
}
