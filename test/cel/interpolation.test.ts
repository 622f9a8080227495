import { type Segment, segmentsOf } from '../../lib/cel/interpolation';
import { eq } from '../../lib/cel/ops';
import { variable } from '../../lib/cel/ref';

const written = (segments: Segment[]) => segments.map(s => (s.isExpression ? `<${s.text}>` : s.text));

test.each<[string, string[]]>([
  ['plain', ['plain']],
  ['${a.b}', ['<a.b>']],
  ['x-${a}-${b}', ['x-', '<a>', '-', '<b>']],
  ['${}', ['<>']],
  ['${{"a": 1}.a}!', ['<{"a": 1}.a>', '!']],
  ['${"}"}', ['<"}">']],
  ['${"\\"}"}', ['<"\\"}">']],
  ['${"${VAR}"}', ['<"${VAR}">']],
  ['echo ${', ['echo ${']],
  ['${a', ['${a']],
  ["${'}'}", ["<'>", "'}"]],
  ['$x {y} $${z}', ['$x {y} $', '<z>']],
])('%s is read as %j', (text, segments) => expect(written(segmentsOf(text))).toEqual(segments));

test('a template literal inside an operator becomes a sum', () => {
  const x = variable<{ name: string; count: number }>('x', {});
  expect(String(eq(x.name, `a-${x.name}-b`))).toBe('${x.name == "a-" + x.name + "-b"}');
  expect(String(eq(x.name, `${x.name}`))).toBe('${x.name == x.name}');
});

test('an expression inside another is refused', () => {
  expect(() => segmentsOf('${a + ${b}}')).toThrow(
    "'${a + ${b}}': nested expressions are not allowed unless inside string literals.",
  );
});
