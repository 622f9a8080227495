import type { IConstruct } from 'constructs';
import { show, type Visible } from '../cel/template';
import { GRAPH } from './scope';

/**
 * Says which names an expression of a graph may use: those of the graph, and those owned by `also`.
 *
 * @param where what holds the expression, for the message
 */
export function visibleIn(graph: IConstruct, where: string, ...also: readonly object[]): Visible {
  return ({ name, owner }, expression) => {
    if (owner === graph || also.includes(owner!)) return;
    const home = owner as Partial<IConstruct>;
    throw new Error(
      GRAPH in home
        ? `${where}: ${show(expression)} belongs to the graph '${home.node?.path}'. A graph reads another one through a field of its API, ` +
            'a resource of that API, or an external reference.'
        : `${where}: '${name}' in ${show(expression)} means nothing here. Iterators, 'each' and the items of map() or exists() ` +
            'can be used only inside the function they are given to.',
    );
  };
}
