import { violations } from '../../schema/validate';
import { expectedAt } from '../expected';
import { type Graph, type Rule, trapAt } from './rule';
import { textOf } from './texts';

const spec = { env: 'string | required=true enum="dev,prod"' };
const service = (type: string) => ({
  id: 'a',
  template: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { type, ports: [{ port: 80 }] } },
});

/** An expression with a value that its field does not take. */
export const possibleValue: Rule = {
  code: 'possible-value',
  says: 'kro compares the type of an expression with that of its field, and not its values with the enum, the pattern and the bounds of the field. Where everything an expression can be is known, from the literals and enums in it, one that the field refuses is told here.',
  rejected: { spec, resources: [service('${schema.spec.env == "prod" ? "LoadBalancer" : "Internal"}')] },
  accepted: { spec, resources: [service('${schema.spec.env == "prod" ? "LoadBalancer" : "ClusterIP"}')] },
  find: graph => graph.resources.flatMap(each => check(each, graph)),
};

function check({ node, templates }: Graph['resources'][number], { spec }: Graph) {
  const { kind, resource } = node;
  if (!kind || resource.external || kind.kind === 'CustomResourceDefinition') return [];
  return templates.flatMap(({ site, expression, inspection }) => {
    const schema = expectedAt(kind.schema, expression.path)?.schema;
    if (schema?.type !== 'string') return [];
    for (const value of textOf(inspection.node, spec).values ?? []) {
      const [problem] = violations(value, schema);
      if (!problem) continue;
      const message = `This can be ${JSON.stringify(value)}. ${problem.message}`;
      return [trapAt(site, 0, 'possible-value', message, problem.hint)];
    }
    return [];
  });
}
