import { configMap, type Rule, trap } from './rule';

const external = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { selector: { matchLabels: { a: 'b' } } } };

/** https://github.com/kubernetes-sigs/kro/blob/v0.9.3/pkg/runtime/node_readiness.go */
export const selectorReady: Rule = {
  code: 'selector-ready',
  says: 'kro v0.9.3 checks the readyWhen of objects chosen by a selector with a name the builder does not let you use: such a resource never becomes ready. Leave readyWhen out, and look at the objects where they are used.',
  rejected: { resources: [{ id: 'maps', externalRef: external, readyWhen: ['${maps.size() > 0}'] }] },
  accepted: {
    resources: [{ id: 'maps', externalRef: external }, configMap('a', 'a', { n: '${string(maps.size())}' })],
  },
  find: ({ resources }) =>
    resources
      .filter(({ node }) => node.type === 'ExternalCollection' && node.resource.readyWhen.length > 0)
      .map(({ node }) =>
        trap(
          'selector-ready',
          node.resource.readyWhen[0].path,
          'Objects chosen by a selector never become ready by readyWhen.',
          'Remove readyWhen.',
        ),
      ),
};
