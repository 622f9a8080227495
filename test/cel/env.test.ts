import { Environment, types, UNKNOWN } from '../../lib/cel';

const env = Environment.of({
  schema: {
    type: 'object',
    properties: { spec: { type: 'object', properties: { replicas: { type: 'integer' }, name: { type: 'string' } } } },
  },
});

test('an expression is ok, or says how far it got and every mistake', () => {
  expect(env.check('schema.spec.replicas + 1')).toEqual({ phase: 'ok', type: 'int', errors: [] });
  expect(env.check('schema.spec.').phase).toBe('parse');
  expect(env.check('schema.spec.nam +\n schema.status')).toEqual({
    phase: 'check',
    errors: [
      { line: 1, column: 11, message: "undefined field 'nam'" },
      { line: 2, column: 7, message: "undefined field 'status'" },
    ],
  });
});

test('macros written wrongly are told with the mistakes behind them', () => {
  const told = (text: string) => env.check(text).errors.map(({ column, message }) => `${column} ${message}`);
  expect(told('has(1) && )')).toEqual(['4 invalid argument to has() macro', "10 Syntax error: mismatched input ')'"]);
  expect(told('has(schema.spec.name in )')).toEqual([
    '21 invalid argument to has() macro',
    "24 Syntax error: mismatched input ')'",
  ]);
  expect(told('has(schema.spec.name) && )')).toEqual(["25 Syntax error: mismatched input ')'"]);
  expect(told('has(1) && for')).toEqual(['4 invalid argument to has() macro', '10 reserved identifier: for']);
  expect(told('1 + .for')).toEqual(['4 reserved identifier: for']);
  expect(told('(1 +')).toEqual(["4 Syntax error: mismatched input '<EOF>'"]);
});

test('names of types are those kro has among its own', () => {
  expect(env.check('type(1) == type').errors).toHaveLength(1);
  expect(Environment.of({}).check('type(1) == type').phase).toBe('ok');
  expect(env.check('type(timestamp(0)) == timestamp').phase).toBe('ok');
  expect(env.check('quantity("1").x').errors[0].message).toBe("unexpected failed resolution of 'kubernetes.Quantity'");
});

test('an expression has a value, ends in an error or waits for something', () => {
  const spec = { replicas: 2, name: UNKNOWN };
  expect(env.evaluate('schema.spec.replicas + 1', { schema: { spec } })).toEqual({ value: 3n });
  expect(env.evaluate('schema.spec.replicas / 0', { schema: { spec } })).toMatchObject({
    error: { kind: 'divide-by-zero' },
  });
  expect(env.evaluate('schema.spec.name + "-a"', { schema: { spec } })).toEqual({ unknown: ['schema.spec.name'] });
  expect(env.evaluate('1 +', {})).toMatchObject({ error: { kind: 'other' } });
});

test.each([
  ['[1.5].filter(x, x > 2.0).sum()', { value: 0 }],
  ['[1.5].filter(x, x > 2.0).sum() + 1.5', { value: 1.5 }],
  ['[1].filter(x, x > 2).sum()', { value: 0n }],
  ['string([duration("1s")].filter(x, false).sum())', { value: '0s' }],
  ['dyn([]).sum()', { value: 0n }],
  ['[1.5, 2.0].sum()', { value: 3.5 }],
])('the sum of no elements is of their type: %s', (text, result) => {
  expect(env.evaluate(text, {})).toEqual(result);
});

test('variables of any type can be added', () => {
  const inner = env.with({ each: types.list(types.STRING) });
  expect(inner.check('each[0] + schema.spec.name').type).toBe('string');
  expect(env.check('each').phase).toBe('check');
});

test('omit and runtime exist unless told otherwise', () => {
  expect(env.check('omit()').type).toBe('dyn');
  expect(env.check('runtime').type).toBe('kro.run.Runtime');
  const bare = Environment.of({}, { omit: false, runtime: false });
  expect(bare.check('omit()').phase).toBe('check');
  expect(bare.check('runtime').phase).toBe('check');
});

test('names of types are values, structs among them', () => {
  expect(env.check('type(1) == int').type).toBe('bool');
  expect(env.check('__type_schema.spec').type).toBe('type(__type_schema.spec)');
  expect(env.check('__type_schema.spec{replicas: 1}').type).toBe('__type_schema.spec');
  expect(env.check('__type_schema.spec{replicas: ""}').errors[0].message).toBe(
    "expected type of field 'replicas' is 'int' but provided type is 'string'",
  );
});

test('comparing numbers of two types is allowed to the right of a comprehension', () => {
  expect(env.check('1 < 2.0').phase).toBe('check');
  expect(env.check('[1].all(x, x < 2.0)').phase).toBe('ok');
  expect(env.check('[1].all(x, x < 2) && 1 < 2.0').phase).toBe('ok');
  expect(env.check('1 < 2.0 && [1].all(x, x < 2)').phase).toBe('check');
});

test('what an expression uses is known without checking it', () => {
  const expanded = env.parse('pods.all(p, p.a == b) && base64.encode(x) == f(1).g() && has(c.d)');
  if ('errors' in expanded) throw new Error('does not parse');
  const { variables, functions, methods } = env.inspect(expanded.node);
  expect(variables).toEqual([
    { name: 'pods', at: 0 },
    { name: 'b', at: 19 },
    { name: 'x', at: 39 },
    { name: 'c', at: 61 },
  ]);
  expect(functions.map(use => use.name).filter(name => !/^[_@]/.test(name))).toEqual(['base64.encode', 'f']);
  expect(methods.map(use => use.name)).toEqual(['g']);
});

test('a variable of a macro hides its name in the range of the macro too', () => {
  const expanded = env.parse('pods.map(pods, a) == cel.bind(x, x.y, z)');
  if ('errors' in expanded) throw new Error('does not parse');
  expect(env.inspect(expanded.node).variables.map(use => use.name)).toEqual(['a', 'z']);
});

test('a chain nobody parsed may be long', () => {
  const one = env.parse('1');
  if ('errors' in one) throw new Error('does not parse');
  let { node } = one;
  for (let i = 0; i < 10_000; i++) node = { kind: 'call', fn: '_+_', args: [node, one.node] };
  expect(types.format(env.checkNode(node).type)).toBe('int');
});

test('rules of CRDs are in the language of the API server', () => {
  const rules = Environment.of({ self: { type: 'integer' } }, { dialect: 'crd', runtime: false });
  expect(rules.check('self > 1.5 && sets.contains([1], [self])').type).toBe('bool');
  expect(env.check('schema.spec.replicas > 1.5').phase).toBe('check');
  expect(rules.check('[self, "a"]').errors).toEqual([
    { line: 1, column: 7, message: "expected type 'int' but found 'string'" },
  ]);
  for (const own of ['json.marshal(self)', 'cel.bind(x, self, x)', 'base64.encode(b"")', 'omit()', '"a".reverse()'])
    expect(rules.check(own).phase).toBe('check');
});
