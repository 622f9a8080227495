import type { Node } from '../../cel/ast';
import { nodesOf, pathOf } from '../../cel/walk';
import { isObject } from '../../schema/openapi';
import type { Linked } from '../edges';
import type { GraphNode } from '../node';
import { type Graph, type Rule, sitesOf, trap } from './rule';

const certificate = (more: object) => ({
  id: 'certificate',
  template: {
    apiVersion: 'acm.services.k8s.aws/v1alpha1',
    kind: 'Certificate',
    metadata: { name: 'site' },
    spec: { domainName: 'shop.example.com' },
  },
  ...more,
});
const proof = '${certificate.status.domainValidations[0].resourceRecord';
const record = {
  id: 'record',
  template: {
    apiVersion: 'route53.services.k8s.aws/v1alpha1',
    kind: 'RecordSet',
    metadata: { name: 'site' },
    spec: {
      hostedZoneID: 'Z1',
      recordType: 'CNAME',
      name: `${proof}.name}`,
      resourceRecords: [{ value: `${proof}.value}` }],
    },
  },
};

/** A resource that waits for those that wait for it. */
export const readyDeadlock: Rule = {
  code: 'ready-deadlock',
  says: 'What refers to a resource is created once that is ready. A certificate that is ready when it is issued, and a record in the same graph that proves the domain to it, wait for each other forever; so do a Deployment that is ready when its Pods are, and a ConfigMap they mount that refers to the Deployment. Take readyWhen away, and let those who need the outcome read a field that is absent until then.',
  rejected: {
    resources: [certificate({ readyWhen: ['${certificate.status.status == "ISSUED"}'] }), record],
  },
  accepted: { resources: [certificate({}), record] },
  find: graph => graph.readiness.flatMap(each => check(each, graph)),
};

/** What a status hands out for others to put up as a proof. */
const PROOF = /validation|verification|challenge|dkim/i;

function check({ node, condition, inspection }: Graph['readiness'][number], { resources }: Graph) {
  const { id } = node.resource;
  const variable = node.type === 'Collection' ? 'each' : id;
  const asked = statusFields(inspection.node, variable);
  // Conditions tell most often that the controller is done, not that the others are.
  if (!asked.some(field => field !== 'conditions' && field !== 'observedGeneration' && !PROOF.test(field))) return [];
  const waiting = dependentsOf(id, resources);
  const blocked = waiting.find(each => provesTo(node, each) || isNamedBy(node, each.node));
  if (!blocked) return [];
  const other = blocked.node.resource.id;
  const message = `${id} is ready only with ${other}, and ${other} is created only once ${id} is ready.`;
  return [trap('ready-deadlock', condition.path, message, 'Take this condition away.')];
}

/** The fields of its status that a condition asks for. */
function statusFields(root: Node, variable: string): string[] {
  return [...nodesOf(root)].flatMap(node =>
    node.kind === 'select' && pathOf(node.operand)?.startsWith(`${variable}.status`) ? [node.field] : [],
  );
}

/** Whoever waits for a resource, in the end. */
function dependentsOf(id: string, resources: readonly Linked[]): Linked[] {
  const ids = new Set([id]);
  for (let size = 0; size < ids.size; ) {
    size = ids.size;
    for (const { node, dependencies } of resources)
      if (dependencies.some(each => ids.has(each))) ids.add(node.resource.id);
  }
  return resources.filter(({ node }) => node.resource.id !== id && ids.has(node.resource.id));
}

/** Whether a resource reads what another hands out as a proof. */
function provesTo({ resource }: GraphNode, dependent: Linked): boolean {
  return sitesOf(dependent).some(({ inspection }) =>
    [...nodesOf(inspection.node)].some(
      node =>
        node.kind === 'select' && PROOF.test(node.field) && pathOf(node.operand)?.startsWith(`${resource.id}.status`),
    ),
  );
}

/** Whether an object names another by its kind, as `configMapRef: {name: x}` names the ConfigMap x. */
function isNamedBy({ object }: GraphNode, other: GraphNode): boolean {
  const name = isObject(other.object.metadata) ? other.object.metadata.name : undefined;
  if (typeof name !== 'string' || !other.kind) return false;
  const { kind } = other.kind;
  return names(object.spec, name, kind[0].toLowerCase() + kind.slice(1), false);
}

function names(value: unknown, name: string, kind: string, isWithin: boolean): boolean {
  if (typeof value === 'string') return isWithin && value === name;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, each]) => names(each, name, kind, isWithin || key.startsWith(kind)));
}
