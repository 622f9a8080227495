import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { CelError, Environment, type Node, parse, print } from '../../lib/cel';

const data = (name: string) => readFileSync(join(__dirname, 'data', name));
const env = Environment.of(JSON.parse(data('eval-schemas.json').toString()));
const expressions: string[] = gunzipSync(data('check.jsonl.gz'))
  .toString()
  .trim()
  .split('\n')
  .map(line => JSON.parse(line)[0]);

const shown = (node: Node) =>
  JSON.stringify(node, (key, value) => (key === 'at' ? undefined : typeof value === 'bigint' ? `${value}n` : value));

/** Throws what is no CelError; `check` throws nothing at all. */
function survives(text: string): void {
  const { phase } = env.check(text);
  try {
    const node = parse(text);
    if (shown(parse(print(node))) !== shown(node)) throw new Error('prints as another tree');
  } catch (error) {
    expect(error).toBeInstanceOf(CelError);
    expect(phase).toBe('parse');
  }
}

test('10,000 random texts are expressions or mistakes', () => {
  const pieces = fc.constantFrom(
    ...[
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '?',
      '.',
      '!',
      '-',
      '"',
      "'",
      '"""',
      'b"',
      "r'",
      '\\',
      '\\x',
      '\\u12',
      '😀',
      '//',
      '\n',
    ],
    ...[
      '1',
      '.5',
      '1e',
      '0x',
      '1u',
      'a',
      'in',
      'true',
      'as',
      '`',
      '&&',
      '||',
      '=',
      '<',
      '%',
      ',',
      ':',
      '[?',
      '.?',
      '{?',
    ],
    ...['x.all(', 'y, ', 'has(', 'cel.bind(', 'pods', 'schema.spec', '__result__', '@', '99999999999999999999'],
  );
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map(parts => parts.join('')),
  );
  fc.assert(fc.property(text, survives), { numRuns: 10_000 });
});

test('10,000 mutated expressions are expressions or mistakes', () => {
  const mutated = fc
    .tuple(
      fc.constantFrom(...expressions),
      fc.constantFrom(...expressions),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(30),
      fc.nat(10),
    )
    .map(([text, other, where, much, cut]) => {
      const at = Math.floor(where * text.length);
      return text.slice(0, at) + other.slice(at % other.length, (at % other.length) + much) + text.slice(at + cut);
    });
  fc.assert(fc.property(mutated, survives), { numRuns: 10_000 });
});
