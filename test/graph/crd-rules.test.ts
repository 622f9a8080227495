import { brokenRules, ruleIssues } from '../../lib/graph/crd-rules';
import type { Schema } from '../../lib/schema/openapi';

const object: Schema = {
  type: 'object',
  properties: {
    least: { type: 'integer' },
    most: { type: 'integer' },
    ratio: { type: 'number' },
    names: { type: 'array', items: { type: 'string' } },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};
const issues = (rule: string, schema = object) =>
  ruleIssues(rule, schema).map(({ line, column, message }) => `${line}:${column} ${message}`);

test.each([
  'self.least <= self.most',
  'self == oldSelf',
  'self.ratio > 1',
  '!has(self.most) || self.most > 3',
  'self.names.all(n, n.startsWith("a"))',
  'sets.contains(self.names, ["a"])',
  'quantity("1Gi").isGreaterThan(quantity("1Mi"))',
  '!format.dns1123Label().validate("a").hasValue()',
])('the API server takes the rule %s', rule => {
  expect(issues(rule)).toEqual([]);
});

test.each([
  ['self.least <', ["1:12 Syntax error: mismatched input '<EOF>'"]],
  ['self.lest > 1', ["1:4 undefined field 'lest'"]],
  ['self.least + 1', ['1:0 must be bool, and is int']],
  ['schema.spec.least > 1', ["1:0 undeclared reference to 'schema' (in container '')"]],
  [
    'base64.encode(b"a") == "x"',
    [
      "1:0 undeclared reference to 'base64' (in container '')",
      "1:13 undeclared reference to 'encode' (in container '')",
    ],
  ],
  ['self.free.anything == 1', ["1:9 undefined field 'anything'"]],
  ['self.least in [1, "2"]', ["1:18 expected type 'int' but found 'string'"]],
])('the API server refuses the rule %s', (rule, expected) => {
  expect(issues(rule)).toEqual(expected);
});

const ruled = (rule: string, schema: Schema = object): Schema => ({
  ...schema,
  'x-kubernetes-validations': [{ rule, message: 'no' }],
});

test.each<[string, Schema, unknown, string[]]>([
  ['a rule that holds', ruled('self.least <= self.most'), { least: 1, most: 2 }, []],
  ['a rule that does not', ruled('self.least <= self.most'), { least: 3, most: 2 }, ['']],
  ['a rule that cannot be tested', ruled('self.least <= self.most'), { least: 3 }, ['']],
  ['a rule about what was there before', ruled('self == oldSelf'), { least: 3 }, []],
  ['a rule of an item', { type: 'array', items: ruled('self != "b"', { type: 'string' }) }, ['a', 'b'], ['[1]']],
  [
    'a rule of a value of a map',
    { type: 'object', additionalProperties: ruled('self > 1', { type: 'integer' }) },
    { a: 1, b: 2 },
    ['a'],
  ],
  ['a rule that is none', ruled('self.lest > 1'), { least: 1 }, []],
])('%s is broken where it is broken', (_, schema, value, paths) => {
  expect(brokenRules(value, schema, 'new').map(each => each.path)).toEqual(paths);
});
