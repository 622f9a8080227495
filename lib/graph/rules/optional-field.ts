import type { Node } from '../../cel/ast';
import { placeOf } from '../../cel/walk';
import { own, type Schema } from '../../schema/openapi';
import { ANY } from '../doubt';
import type { Linked } from '../edges';
import type { Site } from '../site';
import {
  INSTANCE,
  iteratorsOf,
  keyOf,
  type Place,
  placesIn,
  type Step,
  type Steps,
  shown,
  stepsTo,
  type Variables,
} from './instance-path';
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
  const iterators = iteratorsOf(resource);
  const guards = new Set(resource.includeWhen.flatMap(({ inspection }) => tested(inspection.node, INSTANCE)));
  const conditions = new Set<Site>(resource.includeWhen.map(({ condition }) => condition));
  return sitesOf(resource).flatMap(({ site, inspection }) => {
    const isOfSchema = inspection.variables.every(({ name }) => name === 'schema');
    const fate = conditions.has(site) && isOfSchema ? 'the instance is then in error' : 'kro then waits for it forever';
    const own = new Set([...guards, ...tested(inspection.node, iterators)]);
    const told = new Set<string>();
    return reads(inspection.node, iterators).flatMap(({ steps, at }) => {
      const missing = firstOptional(instance, steps);
      if (missing === undefined || own.has(missing) || told.has(missing)) return [];
      told.add(missing);
      const message = `An instance may lack ${missing}; ${fate}.`;
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
function firstOptional(instance: Schema, steps: Steps): string | undefined {
  let schema = instance;
  for (const [i, step] of steps.entries()) {
    const field = step.is === 'item' ? itemOf(schema) : own(schema.properties, step.name);
    if (!field)
      return step.is !== 'item' && typeof schema.additionalProperties === 'object' ? shown(steps, i) : undefined;
    if (field === ANY) return undefined;
    const isThere = step.is === 'item' || step.isTold || field.default !== undefined;
    if (!isThere && !schema.required?.includes(step.name)) return shown(steps, i);
    schema = field;
  }
  return undefined;
}

const itemOf = ({ items, additionalProperties }: Schema): Schema | undefined =>
  items ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);

/** The longest paths of the instance that an expression reads. */
function reads(root: Node, variables: Variables): { steps: Steps; at: number }[] {
  const pathOf = (place: Place) => stepsTo(place.node, place.variables) ?? [];
  return [...placesIn(root, variables, place => pathOf(place).length > 0)].flatMap(place => {
    const steps = pathOf(place);
    return steps.length > 0 ? [{ steps, at: placeOf(place.node) }] : [];
  });
}

/** What has(…), `"key" in` and .?… ask for. */
function tested(root: Node, variables: Variables): string[] {
  return [...placesIn(root, variables, () => false)].flatMap(({ node, variables: known }) => {
    const test = testIn(node);
    const steps = test && stepsTo(test.of, known);
    return steps && steps.length > 0 ? [shown([...steps, test.step])] : [];
  });
}

/** What a node asks for, and of what. */
function testIn(node: Node): { readonly of: Node; readonly step: Step } | undefined {
  if (node.kind === 'select' && node.test) return { of: node.operand, step: { is: 'field', name: node.field } };
  const key = node.kind === 'call' && node.fn === '@in' ? keyOf(node.args[0]) : undefined;
  return key !== undefined && node.kind === 'call' ? { of: node.args[1], step: { is: 'key', name: key } } : undefined;
}
