import fc from 'fast-check';
import { parsePath, printPath } from '../../lib/graph/fieldpath';

test.each([
  ['spec.containers[0].env', ['spec', 'containers', 0, 'env']],
  ['metadata.annotations["a.b/c"]', ['metadata', 'annotations', 'a.b/c']],
  ['a[0][1]', ['a', 0, 1]],
  ['', []],
])('%s', (path, segments) => {
  expect(parsePath(path)).toEqual({ segments });
  expect(printPath(segments)).toBe(path);
});

test.each([
  ['a["b"', 'expected closing bracket after quote at position 5'],
  ['a["b', 'unterminated quoted string starting at position 3'],
  ['a..b', 'empty field name at position 2'],
  ['[q', 'unterminated array index at position 1'],
  ['a[x]', "invalid array index 'x' at position 2"],
])('%s: %s', (path, error) => {
  expect(parsePath(path)).toEqual({ error });
});

test('every text is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '.', '[', ']', '"', '1') }), path => void parsePath(path)),
  );
});
