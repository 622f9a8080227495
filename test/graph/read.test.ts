import fc from 'fast-check';
import { error } from '../../lib/graph/finding';
import { locate, readObject, readText } from '../../lib/graph/read';

const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  .concat(Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`))
  .join('\n');

test.each([
  ['binary', new Uint8Array([0xff, 0xfe, 0x00]), ['unreadable']],
  ['a zero byte', 'a: \0', ['unreadable']],
  ['a key twice', 'a: 1\na: 2', ['duplicate-key']],
  ['an anchor bomb', bomb, ['unreadable']],
  ['an anchor in itself', 'a: &a { b: *a }', ['unreadable']],
  ['an unknown anchor', 'a: *b', ['unreadable']],
  ['a tab', 'a:\n\t- b', ['yaml-syntax']],
  ['an open bracket', 'a: {', ['yaml-syntax']],
  ['depth', `a: ${'['.repeat(20_000)}`, ['unreadable']],
  ['10 MB', `b: 1\n---\na: [${'1,'.repeat(5_000_000)}]`, ['unreadable']],
])('%s is a finding', (_, text, codes) => {
  const found = readText(text).flatMap(source => source.findings);
  expect([...new Set(found.map(each => each.code))]).toEqual(expect.arrayContaining(codes));
});

test.each([
  [
    'a: { name: ${schema.spec.name} }',
    1,
    13,
    /^The YAML cannot be read: .*/,
    /^Put the text that holds \$\{…\} in single quotes/,
  ],
  ['a: 1\nb: "${a["x"]}"', 2, 10, /^The YAML cannot be read: .*/, /^Put the text that holds \$\{…\} in single quotes/],
  ['verbs: [*]', 1, 9, /^The YAML cannot be read: .*/, /^Put the star in quotes/],
  ['host: *.example.com', 1, 7, /^There is no anchor &\.example\.com before this\.$/, /begins with \* in quotes/],
  ['a: {{ .Values.a }}-{{ .Values.b }}', 1, 19, /^The YAML cannot be read: .*/, /template of Helm/],
])('%s: one finding, that says what to write', (text, line, column, message, hint) => {
  const [found, ...more] = readText(text).flatMap(source => source.findings);
  expect(found).toMatchObject({ position: { line, column } });
  expect(found.message).toMatch(message);
  expect(found.hint).toMatch(hint);
  expect(more).toEqual([]);
});

test('documents beside a broken one are read', () => {
  const sources = readText('a: 1\n---\nb: {\n---\nc: 3\n');
  expect(sources.map(each => each.value)).toEqual([{ a: 1 }, undefined, { c: 3 }]);
});

test('words and line ends are those of Kubernetes', () => {
  const [{ value }] = readText('yes: no\r\ntime: 10:30\r\nday: 2020-01-01\r\nmode: 0777\r\n<<: { z: 1 }\r\n');
  expect(value).toEqual({ true: false, time: '10:30', day: '2020-01-01', mode: 511, z: 1 });
});

test.each([
  ['spec["a.b"]', { line: 3, column: 8, endColumn: 11 }],
  ['spec.list[0].name', { line: 5, column: 13, endColumn: 14 }],
  ['spec.list[2].k', { line: 6, column: 14, endColumn: 15 }],
  ['spec.list', { line: 4, column: 3, endColumn: 7 }],
  ['spec.missing.field', { line: 2, column: 1, endColumn: 5 }],
])('%s has a place in the file', (path, position) => {
  const [source] = readText('apiVersion: v1\nspec:\n  a.b: "x"\n  list:\n    - name: q\n    - &z {k: 5}\n    - *z\n');
  expect(source.positionOf(path)).toEqual(position);
});

test('a key that is unknown has the place of the key', () => {
  const [source] = readText('spec:\n  imag: nginx\n');
  const at = (code: 'unknown-field' | 'value-type') =>
    locate([error({ code, path: 'spec.imag', message: '' })], source);
  expect(at('unknown-field')[0].position).toEqual({ line: 2, column: 3, endColumn: 7 });
  expect(at('value-type')[0].position).toEqual({ line: 2, column: 9, endColumn: 14 });
});

test('findings are told in the order of the file', () => {
  const [source] = readText('a: 1\nb: 2\n');
  const at = (path: string) => error({ code: 'admission', path, message: '' });
  expect(locate([at('b'), at('a')], source).map(each => each.position?.line)).toEqual([1, 2]);
});

test('an object in a circle is a finding', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(readObject(circle).findings.map(each => each.code)).toEqual(['unreadable']);
});

test('no text makes it throw', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ':', ' ', '\n', '-', '[', '{', '"', '&', '*', '\t', '\r', '#', '<<', '!', '|'),
  });
  fc.assert(
    fc.property(text, each => {
      for (const source of readText(each)) source.positionOf('a.b[0]');
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['app.memory', 2],
  ['app.env.A', 4],
  ['app.name', 6],
  ['app.disk', 8],
])('what a merge key brings in is where it was written: %s', (path, line) => {
  const text = `one: &one
  memory: big
two: &two
  env: { A: b }
app:
  name: x
  <<: [*one, *two]
  disk: 1
`;
  expect(readText(text)[0].positionOf(path)?.line).toBe(line);
});
