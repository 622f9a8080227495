import { scan } from '../../cel/scan';
import { isObject } from '../../schema/openapi';
import { configMap, type Graph, type Rule, trap } from './rule';
import { textOf } from './texts';

/** Kinds whose names are no domain names. */
const FREE_NAMES = /(?:^|\.)rbac\.authorization\.k8s\.io\//;

/** An object the API server takes under no name, or not under this one. */
export const objectName: Rule = {
  code: 'object-name',
  says: 'kro does not look at the names of objects. Where one is missing, or is none, the API server refuses the object once an instance asks for it. Names are of lower case letters, digits, - and dots.',
  rejected: { resources: [configMap('a', 'My_Map')] },
  accepted: { resources: [configMap('a', 'my-map')] },
  find: graph => graph.resources.flatMap(each => check(each, graph)),
};

function check({ node, templates }: Graph['resources'][number], { spec }: Graph) {
  if (!node.kind || node.resource.external) return [];
  const path = `${node.resource.path}.template.metadata`;
  const metadata = isObject(node.object.metadata) ? node.object.metadata : {};
  if (metadata.name === undefined) return [trap('object-name', path, 'The object has no name.', 'Set metadata.name.')];
  if (typeof metadata.name !== 'string' || FREE_NAMES.test(node.kind.apiVersion)) return [];
  const expression = templates.find(each => each.expression.path === 'metadata.name');
  const possible = expression && textOf(expression.inspection.node, spec).values;
  const wrong = possible ? possible.find(value => !isName(value)) : wrongPart(metadata.name);
  if (wrong === undefined) return [];
  const message =
    possible || wrong === metadata.name
      ? `${JSON.stringify(wrong)} is no name.`
      : `No name has ${JSON.stringify(wrong)} in it.`;
  return [trap('object-name', `${path}.name`, message, 'Write lower case letters, digits, - and . only.')];
}

/** The literal, or the literal part of an interpolation, that is in no name. */
function wrongPart(name: string): string | undefined {
  const result = scan(name);
  if ('nested' in result || result.found.length === 0) return 'nested' in result || isName(name) ? undefined : name;
  const ends = [0, ...result.found.map(each => each.end)];
  const starts = [...result.found.map(each => each.start), name.length];
  return ends
    .map((end, i) => name.slice(end, starts[i]))
    .find((part, i) => !isPart(part, i === 0, i === ends.length - 1));
}

const isPart = (part: string, isFirst: boolean, isLast: boolean): boolean =>
  /^[-.a-z0-9]*$/.test(part) && !(isFirst && /^[-.]/.test(part)) && !(isLast && /[-.]$/.test(part));

const isName = (name: string): boolean =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);
