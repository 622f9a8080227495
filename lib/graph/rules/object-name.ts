import { isObject } from '../../schema/openapi';
import { configMap, type Rule, trap } from './rule';

/** Kinds whose names are no domain names. */
const FREE_NAMES = /(?:^|\.)rbac\.authorization\.k8s\.io\//;

/** An object the API server takes under no name, or not under this one. */
export const objectName: Rule = {
  code: 'object-name',
  says: 'kro does not look at the names of objects. Where one is missing, or is none, the API server refuses the object once an instance asks for it. Names are of lower case letters, digits, - and dots.',
  rejected: { resources: [configMap('a', 'My_Map')] },
  accepted: { resources: [configMap('a', 'my-map')] },
  find: ({ resources }) =>
    resources.flatMap(({ node }) => {
      if (!node.kind || node.resource.external) return [];
      const metadata = isObject(node.object.metadata) ? node.object.metadata : {};
      const path = `${node.resource.path}.template.metadata`;
      const { name } = metadata;
      if (name === undefined) return [trap('object-name', path, 'The object has no name.', 'Set metadata.name.')];
      if (typeof name !== 'string' || name.includes('${') || FREE_NAMES.test(node.kind.apiVersion) || isName(name))
        return [];
      return [
        trap(
          'object-name',
          `${path}.name`,
          `${JSON.stringify(name)} is no name.`,
          'Write lower case letters, digits, - and . only.',
        ),
      ];
    }),
};

const isName = (name: string): boolean =>
  name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);
