import type { Node } from '../../cel/ast';
import { children, pathOf, placeOf } from '../../cel/walk';
import { own, type Schema } from '../../schema/openapi';
import type { Linked } from '../edges';
import { configMap, type Graph, type Rule, sitesOf, trapAt } from './rule';

/** A field an instance may lack, read as if it were there. */
export const optionalField: Rule = {
  code: 'optional-field',
  says: 'An instance may leave out a field that is neither required nor has a default. An expression that reads it all the same waits for it forever, and one in includeWhen fails. Give the field a default, require it, or read it as schema.spec.?field.orValue(…).',
  rejected: { spec: { size: 'string' }, resources: [configMap('a', 'a', { size: '${schema.spec.size}' })] },
  accepted: {
    spec: { size: 'string' },
    resources: [configMap('a', 'a', { size: '${schema.spec.?size.orValue("s")}' })],
  },
  find: graph => graph.resources.flatMap(each => check(each, graph)),
};

function check(resource: Linked, { spec }: Graph) {
  const guards = new Set(resource.includeWhen.flatMap(({ inspection }) => tested(inspection.node)));
  return sitesOf(resource).flatMap(({ site, inspection }) => {
    const own = new Set([...guards, ...tested(inspection.node)]);
    const told = new Set<string>();
    return reads(inspection.node).flatMap(({ path, at }) => {
      const missing = firstOptional(spec, path);
      if (missing === undefined || own.has(missing) || told.has(missing)) return [];
      told.add(missing);
      const message = `An instance may lack ${missing.replace(/^schema\./, '')}; kro then waits for it forever.`;
      const field = missing.slice(missing.lastIndexOf('.') + 1);
      return [trapAt(site, at, 'optional-field', message, `Give it a default, or read it as .?${field}.orValue(…).`)];
    });
  });
}

/** The first field on a path below spec that an instance may lack. */
function firstOptional(spec: Schema, path: readonly string[]): string | undefined {
  let schema: Schema | undefined = spec;
  for (const [i, name] of path.entries()) {
    const field: Schema | undefined = own(schema.properties, name);
    if (!field) return undefined;
    if (field.default === undefined && !schema.required?.includes(name))
      return ['schema', 'spec', ...path.slice(0, i + 1)].join('.');
    schema = field;
  }
  return undefined;
}

/** The paths below schema.spec that an expression reads. */
function reads(root: Node): { path: string[]; at: number }[] {
  const found: { path: string[]; at: number }[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const path = node.kind === 'select' ? pathOf(node.test ? node.operand : node) : undefined;
    if (path?.startsWith('schema.spec.')) found.push({ path: path.split('.').slice(2), at: placeOf(node) });
    else if (path === undefined || !path.startsWith('schema.')) open.push(...[...children(node)].reverse());
  }
  return found;
}

/** What has(…) and .?… ask for. */
function tested(root: Node): string[] {
  const found: string[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const operand = node.kind === 'select' && node.test ? pathOf(node.operand) : undefined;
    if (operand && node.kind === 'select') found.push(`${operand}.${node.field}`);
    open.push(...children(node));
  }
  return found;
}
