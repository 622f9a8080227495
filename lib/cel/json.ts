import { segmentsOf } from './interpolation';
import { type Input, isExpr } from './ref';

/**
 * A JSON document in a string, with references in it, as an IAM policy needs: `json({ Resource: `${arn}/*` })` yields
 * `{"Resource":"${table.status.arn}/*"}`. `JSON.stringify` would escape the quotes inside the expressions.
 *
 * A reference stands for a text; of anything else write `text(ref)`.
 */
export function json(value: Input<unknown>): string {
  if (isExpr(value)) return `"${value}"`;
  if (typeof value === 'string')
    return `"${segmentsOf(value)
      .map(s => (s.isExpression ? `\${${s.text}}` : escaped(s.text)))
      .join('')}"`;
  if (Array.isArray(value)) return `[${value.map(item => json(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, v]) => v !== undefined);
  return `{${fields.map(([key, v]) => `${json(key)}:${json(v)}`).join(',')}}`;
}

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
