import { isObject } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import { type Rule, trap } from './rule';

const labelled = (labels: object) => ({
  id: 'a',
  template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels } },
});

/** Labels kro sets on every object, next to those that begin with kro.run/. */
const OWN: Readonly<Record<string, string | undefined>> = {
  'app.kubernetes.io/managed-by': 'kro',
  'applyset.kubernetes.io/part-of': undefined,
};

/** A label that does not stay as it is written. */
export const overwrittenLabel: Rule = {
  code: 'overwritten-label',
  says: 'kro sets labels of its own on every object it applies, and app.kubernetes.io/managed-by among them is kro, whatever a template says. A selector for what was written finds nothing. Leave the label out.',
  rejected: { resources: [labelled({ 'app.kubernetes.io/managed-by': 'shop' })] },
  accepted: { resources: [labelled({ 'app.kubernetes.io/part-of': 'shop' })] },
  find: ({ resources }) =>
    resources.flatMap(({ node }) => {
      const metadata = isObject(node.object.metadata) ? node.object.metadata : {};
      const labels = !node.resource.external && isObject(metadata.labels) ? metadata.labels : {};
      const path = `${node.resource.path}.template.metadata.labels`;
      return Object.entries(labels)
        .filter(([key, value]) => Object.hasOwn(OWN, key) && value !== OWN[key])
        .map(([key]) =>
          trap('overwritten-label', joinPath(path, key), `kro sets ${key} itself.`, 'Leave the label out.'),
        );
    }),
};
