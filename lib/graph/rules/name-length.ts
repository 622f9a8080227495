import type { KindInfo } from '../../schema/kinds';
import { isObject } from '../../schema/openapi';
import { configMap, type Graph, type Rule, trap, trapAt } from './rule';
import { textOf } from './texts';

/** The kinds of Kubernetes itself whose names become labels of DNS or of Pods: https://github.com/kubernetes/kubernetes/tree/v1.35.0/pkg/apis */
const SHORT: Readonly<Record<string, number>> = {
  'v1 Namespace': 63,
  'v1 Service': 63,
  'batch/v1 Job': 63,
  'batch/v1 CronJob': 52,
};

const limitOf = ({ apiVersion, kind }: KindInfo): number => SHORT[`${apiVersion} ${kind}`] ?? 253;

const spec = (most: number) => ({ team: `string | required=true maxLength=${most}` });
const namespace = {
  id: 'ns',
  template: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team-${schema.spec.team}' } },
};

/** A name that an instance can make too long. */
export const nameLength: Rule = {
  code: 'name-length',
  says: 'A name has at most 253 characters, that of a Namespace, a Service or a Job 63, and that of a CronJob 52. Where fields of the instance make it longer, the API server refuses the object once an instance asks for it. Give the fields a smaller maxLength, or shorten what stands around them.',
  rejected: { spec: spec(63), resources: [namespace] },
  accepted: { spec: spec(58), resources: [namespace, configMap('a', 'a')] },
  find: graph => graph.resources.flatMap(each => check(each, graph)),
};

function check({ node, templates }: Graph['resources'][number], { spec }: Graph) {
  if (!node.kind || node.resource.external) return [];
  const limit = limitOf(node.kind);
  const told = (length: string) =>
    `The name ${length} characters long; that of a ${node.kind!.kind} has at most ${limit}.`;
  const name = isObject(node.object.metadata) ? node.object.metadata.name : undefined;
  const read = templates.find(({ expression }) => expression.path === 'metadata.name');
  if (!read)
    return typeof name === 'string' && name.length > limit
      ? [trap('name-length', `${node.resource.path}.template.metadata.name`, told(`is ${name.length}`), 'Shorten it.')]
      : [];
  const { least, most } = textOf(read.inspection.node, spec);
  const length = least > limit ? `is at least ${least}` : most > limit && Number.isFinite(most) && `can be ${most}`;
  if (!length) return [];
  return [trapAt(read.site, 0, 'name-length', told(length), 'Give the fields in it a smaller maxLength.')];
}
