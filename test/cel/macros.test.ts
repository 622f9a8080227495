import { Environment, expand, parse } from '../../lib/cel';
import type { Node } from '../../lib/cel/ast';

const env = Environment.of({
  pods: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
  labels: { type: 'object', additionalProperties: { type: 'integer' } },
});
const answer = (text: string) => {
  const { type, errors } = env.check(text);
  return type ?? errors.map(({ column, message }) => `${column}: ${message}`).join('\n');
};

test.each([
  ['pods.all(p, p.name == "a")', 'bool'],
  ['pods.all(i, p, i < 1)', 'bool'],
  ['pods.exists(p, p.name == "a")', 'bool'],
  ['labels.exists(k, v, v > 1)', 'bool'],
  ['pods.exists_one(p, true)', 'bool'],
  ['labels.exists_one(k, v, true)', 'bool'],
  ['labels.existsOne(k, v, true)', 'bool'],
  ['pods.map(p, p.name)', 'list(string)'],
  ['pods.map(p, p.name != "", p.name)', 'list(string)'],
  ['pods.filter(p, p.name != "")', 'list(__type_pods.@idx)'],
  ['labels.transformList(k, v, k)', 'list(string)'],
  ['labels.transformList(k, v, v > 1, v)', 'list(int)'],
  ['labels.transformMap(k, v, string(v))', 'map(string, string)'],
  ['labels.transformMap(k, v, v > 1, v)', 'map(string, int)'],
  ['labels.transformMapEntry(k, v, {v: k})', 'map(int, string)'],
  ['labels.transformMapEntry(k, v, v > 1, {v: k})', 'map(int, string)'],
  ['cel.bind(n, pods[0].name, n + n)', 'string'],
  ['pods[?0].optMap(p, p.name)', 'optional_type(string)'],
  ['pods[?0].optFlatMap(p, labels[?p.name])', 'optional_type(int)'],
  ['pods.sortBy(p, p.name)', 'list(__type_pods.@idx)'],
  ['has(pods[0].name)', 'bool'],
  ['runtime.newCondition({type: "Ready", status: "True"})', 'kro.run.Condition'],
])('%s is a %s', (text, type) => {
  expect(answer(text)).toBe(type);
});

test.each([
  ['has(pods)', '4: invalid argument to has() macro'],
  ['has(pods[0].?name)', '11: invalid argument to has() macro'],
  ['pods.all(p.x, true)', '10: argument must be a simple name'],
  ['pods.map("p", 1)', '9: argument is not an identifier'],
  ['pods.all(__result__, true)', '9: iteration variable overwrites accumulator variable'],
  ['labels.all(k, k, true)', '14: duplicate variable name: k'],
  ['cel.bind(1, 2, 3)', '9: cel.bind() variable names must be simple identifiers'],
  ['pods[?0].optMap(1, 2)', '16: optMap() variable name must be a simple identifier'],
  ['"a".sortBy(p, p)', '0: sortBy can only be applied to a list, identifier, comprehension, call or select expression'],
  ['runtime.newCondition(labels)', '21: runtime.newCondition: argument must be a map literal'],
  ['runtime.newCondition({type: "A"})', "21: runtime.newCondition: 'status' is required"],
  ['runtime.newCondition({type: "A", type: "B"})', '33: runtime.newCondition: duplicate key "type"'],
  [
    'runtime.newCondition({kind: "A"})',
    '22: runtime.newCondition: unknown key "kind" (allowed: type, status, reason, message)',
  ],
  ['has(a) || has(b)', '4: invalid argument to has() macro\n14: invalid argument to has() macro'],
])('%s is refused', (text, mistakes) => {
  expect(answer(text)).toBe(mistakes);
});

test.each(['.all(a, b)', 'x.bind(a, 1, a)', 'x.newCondition({"type": 1})', 'all(a, b)', '.has(a.b)', 'x.map(a)'])(
  '%s is a plain call',
  text => {
    const node = parse(text);
    expect(expand(node)).toBe(node);
  },
);

test('a comprehension remembers the call it was', () => {
  const node = parse('pods.filter(p, has(p.name))');
  const expanded = expand(node) as Extract<Node, { kind: 'comprehension' }>;
  expect(expanded.kind).toBe('comprehension');
  expect(expanded.macro).toBe(node);
});
