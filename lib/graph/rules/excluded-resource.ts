import type { Linked } from '../edges';
import { configMap, type Rule, sitesOf, trapAt } from './rule';

const spec = { cache: 'boolean | default=false' };
const maybe = configMap('cache', 'cache', { size: '1' }, { includeWhen: ['${schema.spec.cache}'] });
const reader = (more: object) => configMap('app', 'app', { cache: '${cache.metadata.name}' }, more);

/** A resource that is not there because another is not. */
export const excludedResource: Rule = {
  code: 'excluded-resource',
  says: 'Where includeWhen leaves a resource out, kro leaves out without a word every resource that refers to it, however it refers to it. If that is what you want, write the same includeWhen there; if not, repeat the value instead of reading it from the resource.',
  rejected: { spec, resources: [maybe, reader({})] },
  accepted: { spec, resources: [maybe, reader({ includeWhen: ['${schema.spec.cache}'] })] },
  find: ({ resources }) => {
    const conditional = new Set(resources.filter(isConditional).map(({ node }) => node.resource.id));
    return resources.filter(each => !isConditional(each)).flatMap(each => check(each, conditional));
  },
};

const isConditional = ({ node }: Linked): boolean => node.resource.includeWhen.length > 0;

/** One warning for each resource referred to, at its first use. */
function check(resource: Linked, conditional: ReadonlySet<string>) {
  const told = new Set<string>();
  const { id } = resource.node.resource;
  return sitesOf(resource).flatMap(({ site, inspection }) =>
    inspection.variables
      .filter(({ name }) => conditional.has(name) && !told.has(name) && told.add(name))
      .map(({ name, at }) =>
        trapAt(
          site,
          at,
          'excluded-resource',
          `${id} is left out wherever ${name} is.`,
          `Give it the includeWhen of ${name}, or do not refer to ${name}.`,
        ),
      ),
  );
}
