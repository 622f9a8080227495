import { Environment, type Values } from '../../lib/cel';
import { toPlain } from '../../lib/cel/eval';
import { segmentsOf } from '../../lib/cel/interpolation';
import type { Kind } from '../../lib/kro/kind';
import { Kinds } from '../../lib/schema/kinds';

/** What a cluster knows when kro fills templates: objects by their id, each typed by its kind; the instance is `schema`. */
export interface Known {
  readonly kinds: Readonly<Record<string, Kind>>;
  readonly objects: Values;
}

const bundled = Kinds.bundled();

/** A template with its expressions replaced by their values, as kro does it. */
export function fill(value: unknown, known: Known): unknown {
  if (typeof value === 'string') return fillText(value, known);
  if (Array.isArray(value)) return value.map(item => fill(item, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, known)]));
}

function fillText(text: string, known: Known): unknown {
  const values = segmentsOf(text).map(segment => (segment.isExpression ? evaluate(segment.text, known) : segment.text));
  return values.length === 1 ? values[0] : values.join('');
}

/** The value of an expression. @throws with what it misses */
export function evaluate(expression: string, { kinds, objects }: Known): unknown {
  const schemas = Object.entries(kinds).map(([id, { apiVersion, kind }]) => [
    id,
    bundled.tryFind(apiVersion, kind)!.schema,
  ]);
  const result = Environment.of({ schema: {}, ...Object.fromEntries(schemas) }).evaluate(expression, objects);
  const plain = 'value' in result ? toPlain(result.value) : result;
  if (!('plain' in plain)) throw new Error('error' in plain ? plain.error.kind : 'unknown');
  return plain.plain;
}
