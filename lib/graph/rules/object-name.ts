import { scan } from '../../cel/scan';
import { isObject } from '../../schema/openapi';
import { isObjectName, nameHint } from '../names';
import { configMap, type Graph, type Rule, trap } from './rule';
import { textOf } from './texts';

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
  const { apiVersion } = node.kind;
  if (typeof metadata.name !== 'string') return [];
  const expression = templates.find(each => each.expression.path === 'metadata.name');
  const possible = expression && textOf(expression.inspection.node, spec).values;
  const wrong = possible
    ? possible.find(value => !isObjectName(value, apiVersion))
    : wrongPart(metadata.name, apiVersion);
  if (wrong === undefined) return [];
  const message =
    possible || wrong === metadata.name
      ? `${JSON.stringify(wrong)} is no name.`
      : `No name has ${JSON.stringify(wrong)} in it.`;
  return [trap('object-name', `${path}.name`, message, nameHint(apiVersion))];
}

/** The literal, or the literal part of an interpolation, that is in no name. */
function wrongPart(name: string, apiVersion: string): string | undefined {
  const result = scan(name);
  if ('nested' in result) return undefined;
  if (result.found.length === 0) return isObjectName(name, apiVersion) ? undefined : name;
  const ends = [0, ...result.found.map(each => each.end)];
  const starts = [...result.found.map(each => each.start), name.length];
  const parts = ends.map((end, i) => name.slice(end, starts[i]));
  // With a letter in the place of each expression, a part is judged by itself.
  const whole = (part: string, i: number) => `${i > 0 ? 'a' : ''}${part}${i < parts.length - 1 ? 'a' : ''}`;
  return parts.find((part, i) => !isObjectName(whole(part, i), apiVersion));
}
