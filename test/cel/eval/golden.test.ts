import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode, Program, type Result, type Schema, shapeOf } from '../../../lib/cel/eval';
import { expand } from '../../../lib/cel/expand';
import { parse } from '../../../lib/cel/parse';

/** What kro v0.9.3 made of our expressions: their values, or the kind of their errors. */

const file = (name: string) => readFileSync(join(__dirname, '../data', name), 'utf8');
const lines = <T>(name: string): T[] =>
  file(name)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

const schemas: Record<string, Schema> = JSON.parse(file('eval-schemas.json'));
const shapes = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, shapeOf(schema)]));
const data: Record<'A' | 'B', Record<string, unknown>> = JSON.parse(file('eval-data.json'));

const run = (expr: string, values: Record<string, unknown>): Result =>
  new Program(expand(parse(expr)), { shapes }).evaluate(values);

describe('kro gives the same', () => {
  type Line = [expr: string, data: 'A' | 'B', expected: object];

  test('values and kinds of errors for 3,000 expressions', () => {
    const all = lines<Line>('eval.jsonl');
    const different = all.filter(([expr, values, expected]) => {
      const result = run(expr, data[values]);
      const found =
        'value' in result ? { value: encode(result.value) } : 'error' in result ? { error: result.error.kind } : result;
      return JSON.stringify(found) !== JSON.stringify(expected);
    });
    expect(all).toHaveLength(3000);
    expect(different).toEqual([]);
  });

  type Call = [library: string, expr: string, expected: { value?: unknown; error?: true }];
  const calls = lines<Call>('eval-libraries.jsonl');
  const libraries = [...new Set(calls.map(([library]) => library))];

  test.each(libraries)('values of the %s library', library => {
    const different = calls
      .filter(call => call[0] === library)
      .filter(([, expr, expected]) => {
        const result = run(expr, data.A);
        const found =
          'value' in result ? { value: encode(result.value) } : 'error' in result ? { error: true } : result;
        return JSON.stringify(found) !== JSON.stringify(expected);
      });
    expect(different).toEqual([]);
  });
});
