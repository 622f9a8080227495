import { encode, evaluate, type Shapes, toPlain } from '../../../lib/cel/eval';
import { expand } from '../../../lib/cel/expand';
import { parse } from '../../../lib/cel/parse';

/** The encoded value of an expression, `error: kind` of what goes wrong, or `unknown: places`. */
export function run(expr: string, values: Record<string, unknown> = {}, shapes?: Shapes): unknown {
  const result = evaluate(expand(parse(expr)), values, shapes);
  if ('value' in result) return encode(result.value);
  return 'error' in result ? `error: ${result.error.kind}` : `unknown: ${result.unknown.join(', ')}`;
}

/** The JSON kro writes for the value of an expression. */
export function plain(expr: string, values: Record<string, unknown> = {}, shapes?: Shapes): unknown {
  const result = evaluate(expand(parse(expr)), values, shapes);
  const written = 'value' in result ? toPlain(result.value) : result;
  return 'plain' in written ? written.plain : written;
}
