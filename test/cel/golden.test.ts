import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Environment } from '../../lib/cel/env';
import { functions, type Overload } from '../../lib/cel/signature';
import { format } from '../../lib/cel/types';

/** What the CEL environment of kro v0.9.3 answered. */

const file = (name: string) => readFileSync(join(__dirname, 'data', name));
const env = Environment.of(JSON.parse(file('eval-schemas.json').toString()));

type Line = [expr: string, phase: 'ok' | 'parse' | 'check', type: string | null, errors?: unknown[][]];
const lines: Line[] = gunzipSync(file('check.jsonl.gz'))
  .toString()
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

test('5,235 expressions have the verdict, the type and the mistakes kro finds, each at its place', () => {
  const different = lines.filter(line => JSON.stringify(line) !== JSON.stringify(answer(line[0])));
  expect(lines).toHaveLength(5235);
  expect(different).toEqual([]);
});

/** Of a text that does not parse only the first place is compared. */
function answer(expr: string): Line {
  const { phase, type, errors } = env.check(expr);
  if (phase === 'ok') return [expr, phase, type!];
  const [first] = errors;
  if (phase === 'parse') return [expr, phase, null, [[first.line, first.column]]];
  return [expr, phase, null, errors.map(({ line, column, message }) => [line, column, message])];
}

test('mistakes in constants fail a build where they fail it in kro, and nowhere else', () => {
  const rgd = Environment.of({
    schema: { type: 'object', properties: { spec: { type: 'object', properties: { s: { type: 'string' } } } } },
  });
  const builds = (text: string) => {
    const expanded = rgd.parse(text);
    if ('errors' in expanded) return false;
    return !rgd.checkNode(expanded.node).mistakes.length && rgd.programError(expanded.node) === undefined;
  };
  const cases: [template: string, ok: boolean][] = file('constant-folding.jsonl')
    .toString()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(cases).toHaveLength(27);
  expect(cases.map(([template]) => [template, builds(template.slice(2, -1))])).toEqual(cases);
});

test('the functions are those kro declares', () => {
  const declared = file('functions.txt').toString().trim().split('\n');
  const ours = [...functions()].flatMap(([name, overloads]) => overloads.map(overload => written(name, overload)));
  expect(functions().size).toBe(139);
  expect(ours).toHaveLength(323);
  expect(ours.sort()).toEqual(declared.sort());
});

function written(name: string, { member, args, result }: Overload): string {
  const shown = args.map(format);
  const call = member ? `${shown[0]}.${name}(${shown.slice(1).join(', ')})` : `${name}(${shown.join(', ')})`;
  return `${call} -> ${format(result)}`.replace(/\b([A-Z])\b/g, '<$1>');
}
