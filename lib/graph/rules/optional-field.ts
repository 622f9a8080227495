import type { Node } from '../../cel/ast';
import { nodesOf, pathOf, placeOf } from '../../cel/walk';
import { own, type Schema } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import { ANY } from '../doubt';
import type { Linked } from '../edges';
import { configMap, type Graph, type Rule, sitesOf, trapAt } from './rule';

/** A field an instance may lack, read as if it were there. */
export const optionalField: Rule = {
  code: 'optional-field',
  says: 'An instance may leave out a field that is neither required nor has a default, or a key of a map. An expression that reads it all the same waits for it forever, and one in includeWhen fails. Give the field a default, require it, or read it as schema.spec.?field.orValue(…).',
  rejected: { spec: { size: 'string' }, resources: [configMap('a', 'a', { size: '${schema.spec.size}' })] },
  accepted: {
    spec: { size: 'string' },
    resources: [configMap('a', 'a', { size: '${schema.spec.?size.orValue("s")}' })],
  },
  find: graph => graph.resources.flatMap(each => check(each, graph)),
};

function check(resource: Linked, { spec }: Graph) {
  const instance: Schema = { properties: { spec, metadata: METADATA }, required: ['spec', 'metadata'] };
  const guards = new Set(resource.includeWhen.flatMap(({ inspection }) => tested(inspection.node)));
  return sitesOf(resource).flatMap(({ site, inspection }) => {
    const own = new Set([...guards, ...tested(inspection.node)]);
    const told = new Set<string>();
    return reads(inspection.node).flatMap(({ steps, at }) => {
      const missing = firstOptional(instance, steps);
      if (missing === undefined || own.has(missing) || told.has(missing)) return [];
      told.add(missing);
      const message = `An instance may lack ${missing}; kro then waits for it forever.`;
      return [trapAt(site, at, 'optional-field', message, hintOf(missing))];
    });
  });
}

/** What people write into the metadata of an instance; the rest is there, or kro says that it is not. */
const WORDS: Schema = { type: 'object', additionalProperties: { type: 'string' } };
const METADATA: Schema = { properties: { labels: WORDS, annotations: WORDS }, required: ['labels', 'annotations'] };

function hintOf(missing: string): string {
  const key = /\["(.*)"\]$/.exec(missing)?.[1];
  if (key !== undefined) return `Read it as …[?"${key}"].orValue(…).`;
  return `Give it a default, or read it as .?${missing.slice(missing.lastIndexOf('.') + 1)}.orValue(…).`;
}

/** The first thing on a path below the instance that it may lack. */
function firstOptional(instance: Schema, steps: readonly Step[]): string | undefined {
  let schema = instance;
  let path = '';
  for (const { name, isKey } of steps) {
    path = isKey ? `${path}["${name}"]` : joinPath(path, name);
    const field = own(schema.properties, name);
    if (!field) return typeof schema.additionalProperties === 'object' ? path : undefined;
    if (field === ANY) return undefined;
    if (field.default === undefined && !schema.required?.includes(name)) return path;
    schema = field;
  }
  return undefined;
}

interface Step {
  readonly name: string;
  /** Whether it is written in brackets. */
  readonly isKey: boolean;
}

/** The fields and keys from `schema` to a node; nothing for what is reached in another way. */
function stepsTo(node: Node): Step[] | undefined {
  if (node.kind === 'ident') return node.name === 'schema' ? [] : undefined;
  if (node.kind === 'select' && !node.optional) {
    const steps = stepsTo(node.operand);
    return node.test ? steps : steps && [...steps, { name: node.field, isKey: false }];
  }
  const key = node.kind === 'call' && node.fn === '_[_]' ? keyOf(node.args[1]) : undefined;
  const steps = key !== undefined && node.kind === 'call' ? stepsTo(node.args[0]) : undefined;
  return steps && [...steps, { name: key!, isKey: true }];
}

const keyOf = (node: Node): string | undefined =>
  node.kind === 'literal' && node.type === 'string' ? node.value : undefined;

/** The longest paths from `schema` that an expression reads. */
function reads(root: Node): { steps: Step[]; at: number }[] {
  const inner = new Set<Node>();
  return [...nodesOf(root)].flatMap(node => {
    const steps = inner.has(node) ? undefined : stepsTo(node);
    if (!steps || steps.length === 0) return [];
    for (const each of nodesOf(node)) inner.add(each);
    return [{ steps, at: placeOf(node) }];
  });
}

/** What has(…), `"key" in` and .?… ask for. */
function tested(root: Node): string[] {
  return [...nodesOf(root)].flatMap(node => {
    if (node.kind === 'select' && node.test) return below(node.operand, name => joinPath(name, node.field));
    if (node.kind !== 'call' || node.fn !== '@in') return [];
    const key = keyOf(node.args[0]);
    return key === undefined ? [] : below(node.args[1], name => `${name}["${key}"]`);
  });
}

function below(operand: Node, name: (path: string) => string): string[] {
  const path = pathOf(operand);
  return path?.startsWith('schema.') ? [name(path.slice('schema.'.length))] : [];
}
