import type { KindInfo } from '../../schema/kinds';
import { isObject } from '../../schema/openapi';
import { type Violation, violations } from '../../schema/validate';
import { expectedAt } from '../expected';
import type { GraphNode } from '../node';
import { readText } from '../text';
import { type Rule, trap } from './rule';

const service = (port: object) => ({
  id: 'a',
  template: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [port] } },
});

/** A template without what its kind requires, or with a literal its kind does not take. */
export const literalValue: Rule = {
  code: 'literal-value',
  says: 'kro compares types, and not what else a kind asks of its objects: required fields, the values of an enum, patterns and bounds. The API server refuses the object once an instance asks for it.',
  rejected: { resources: [service({ name: 'web' })] },
  accepted: { resources: [service({ name: 'web', port: 80 })] },
  find: ({ resources }) => resources.flatMap(({ node }) => check(node)),
};

const RULES: ReadonlySet<Violation['rule']> = new Set(['required', 'enum', 'pattern', 'bounds', 'twice']);

function check({ kind, resource, object }: GraphNode) {
  if (!kind || resource.external || kind.kind === 'CustomResourceDefinition') return [];
  const found = violations(literals(object), kind.schema);
  // A field under a wrong name is told as such.
  const meant = new Set(found.filter(each => each.rule === 'unknown').map(each => each.hint));
  const isMisspelt = ({ rule, path }: Violation) =>
    rule === 'required' && meant.has(`Did you mean ${path.slice(path.lastIndexOf('.') + 1)}?`);
  return found
    .filter(each => RULES.has(each.rule) && !each.path.startsWith('status'))
    .filter(each => !isFilledIn(each, kind) && !isMisspelt(each))
    .map(({ path, message, hint }) => trap('literal-value', `${resource.path}.template.${path}`, message, hint));
}

/** Whether a default takes the place of what is missing. The empty ones Kubernetes' own kinds have in their documents do not. */
function isFilledIn({ rule, path }: Violation, { schema }: KindInfo): boolean {
  const value = rule === 'required' ? expectedAt(schema, path)?.schema.default : undefined;
  return value !== undefined && value !== '' && value !== 0 && JSON.stringify(value) !== '{}';
}

/** The object with nothing where its author wrote an expression: of that only the instance tells. */
function literals(value: unknown): unknown {
  if (typeof value === 'string') return readText(value).kind === 'literal' ? value : undefined;
  if (Array.isArray(value)) return value.map(literals);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, literals(each)]));
}
