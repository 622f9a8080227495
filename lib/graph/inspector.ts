import type { Node } from '../cel/ast';
import { Environment } from '../cel/env';
import type { Issue } from '../cel/error';
import type { Use } from '../cel/inspect';

/** What an expression uses, whoever may use it. */
export interface Inspection {
  readonly node: Node;
  /** Variables by name, each once, in the order of their first use, and where that is. */
  readonly variables: readonly Use[];
  /** Variables, each time they are used. */
  readonly uses: readonly Use[];
  readonly unknownFunctions: readonly Use[];
  readonly usesOmit: boolean;
  /** Whether it calls a function whose literal arguments are read when the program is made. */
  readonly hasPattern: boolean;
  /** What must not be used where it stands, which is told already: of what type these are does not matter. */
  readonly refused: readonly string[];
}

/** Reads expressions, each text once. */
export class Inspector {
  private readonly env = Environment.of({});
  private readonly known = new Map<string, Inspection | readonly Issue[]>();

  /** What the text uses, or its syntax errors. */
  inspect(text: string): Inspection | readonly Issue[] {
    const known = this.known.get(text) ?? this.read(text);
    this.known.set(text, known);
    return known;
  }

  private read(text: string): Inspection | readonly Issue[] {
    const expanded = this.env.parse(text);
    if ('errors' in expanded) return expanded.errors;
    const { variables, functions, methods } = this.env.inspect(expanded.node);
    return {
      node: expanded.node,
      variables: firstUses(variables),
      uses: variables,
      unknownFunctions: functions.filter(({ name }) => !name.startsWith('@') && !this.env.overloads(name)),
      usesOmit: functions.some(each => each.name === 'omit'),
      hasPattern: methods.some(each => each.name === 'find' || each.name === 'findAll'),
      refused: [],
    };
  }
}

export const isInspection = (read: Inspection | readonly Issue[]): read is Inspection => 'node' in read;

function firstUses(uses: readonly Use[]): Use[] {
  const seen = new Set<string>();
  return uses.filter(({ name }) => !seen.has(name) && seen.add(name));
}
