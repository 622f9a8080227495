import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isId, RESERVED } from '../graph/names';

/** Marks the construct that is a graph. */
export const GRAPH = Symbol.for('cdk8s-kro.ResourceGraph');

/** The graph whose resource a construct is or makes; undefined outside a graph. */
export function tryGraphOf(construct: IConstruct): Chart | undefined {
  const chart = construct.node.scopes.reverse().find(scope => Chart.isChart(scope));
  return chart && GRAPH in chart ? (chart as Chart) : undefined;
}

/** The graph whose resource a construct is or makes. */
export function graphOf(construct: IConstruct): Chart {
  const graph = tryGraphOf(construct);
  if (!graph)
    throw new Error(
      `${construct.node.path} is not inside a ResourceGraph. Give it a graph, or a construct in one, as its scope.`,
    );
  return graph;
}

/** Ids of constructs that stand for their parent: cdk8s and cdk8s-plus use them for the object a construct is made for. */
const TRANSPARENT = new Set(['Resource', 'Default']);

/**
 * The name a resource has in CEL: its path below the graph, in camel case.
 *
 * @param below the id of a construct that is about to be made in `construct`
 * @throws where kro would not take the name
 */
export function idOf(construct: IConstruct, ...below: readonly string[]): string {
  const ids = construct.node.scopes.slice(graphOf(construct).node.scopes.length).map(scope => scope.node.id);
  const named = [...ids, ...below].filter(part => !TRANSPARENT.has(part));
  const id = named.map((part, i) => (i ? capitalised(part) : part)).join('');
  if (isId(id)) return id;
  const path = [construct.node.path, ...below].join('/');
  throw new Error(
    RESERVED.has(id)
      ? `${path}: kro reserves the id '${id}'. Give the construct another one, such as 'my${capitalised(id)}'.`
      : `${path}: '${id}' cannot be the id of a resource. Use letters and digits, beginning in lower case, such as 'ordersTable'.`,
  );
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The one object a construct is or is made for. */
export function objectOf(construct: IConstruct): ApiObject {
  const object = construct.node.defaultChild ?? construct;
  if (ApiObject.isApiObject(object)) return object;
  const below = construct.node.findAll().filter(ApiObject.isApiObject);
  if (below.length === 1) return below[0];
  throw new Error(
    `${construct.node.path} makes ${below.length} objects. Name the one that is meant: ${below.map(o => o.node.path).join(', ') || 'there is none'}.`,
  );
}
