import { OMIT, Program, shapeOf } from '../../../lib/cel/eval';
import { expand } from '../../../lib/cel/expand';
import { parse } from '../../../lib/cel/parse';
import { plain, run } from './run';

describe('JSON is read by its schema', () => {
  const schema = {
    type: 'object',
    properties: {
      at: { type: 'string', format: 'date-time' },
      day: { type: 'string', format: 'date' },
      ttl: { type: 'string', format: 'duration' },
      blob: { type: 'string', format: 'byte' },
      count: { type: 'integer' },
      ratio: { type: 'number' },
      port: { 'x-kubernetes-int-or-string': true },
      'a-b': { type: 'string' },
      namespace: { type: 'string' },
      labels: { type: 'object', additionalProperties: { type: 'number' } },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      gone: { type: 'string' },
    },
  };
  const o = {
    at: '2025-01-31T23:59:59.5Z',
    day: '2025-01-31',
    ttl: '1h30m',
    blob: 'aGk=',
    count: 3,
    ratio: 2,
    port: 80,
    'a-b': 'dash',
    namespace: 'shop',
    labels: { x: 1 },
    free: { n: 1, d: 1.5, list: [1, null] },
    gone: null,
    undeclared: 1,
  };
  const shapes = { o: shapeOf(schema) };

  test.each([
    ['o.at', { time: '2025-01-31T23:59:59.5Z' }],
    ['o.day', { time: '2025-01-31T00:00:00Z' }],
    ['o.ttl', { time: '5400s' }],
    ['o.blob', { bytes: 'aGk=' }],
    ['o.count', { int: '3' }],
    ['o.ratio', { double: '2' }],
    ['o.port', { int: '80' }],
    ['o.a__dash__b', 'dash'],
    ['o.namespace', 'shop'],
    ['o.__namespace__', 'shop'],
    ['o.labels.x', { double: '1' }],
    ['o.free.n', { int: '1' }],
    ['o.free.d', { double: '1.5' }],
    ['o.free.list', { list: [{ int: '1' }, null] }],
    ['has(o.gone)', false],
    ['o.gone', 'error: no-such-key'],
    ['o.undeclared', 'error: no-such-key'],
    ['o.constructor', 'error: no-such-key'],
    ['o.free.toString', 'error: no-such-key'],
  ])('%s', (expr, expected) => {
    expect(run(expr, { o }, shapes)).toEqual(expected);
  });

  test('data of another type is an error where it is read, not before', () => {
    expect(run('o.count', { o: { count: 'three' } }, shapes)).toBe('error: other');
    expect(run('o.ratio', { o: { count: 'three', ratio: 1 } }, shapes)).toEqual({ double: '1' });
  });

  test('without a schema a whole number is an int', () => {
    expect(run('[a, b]', { a: 1, b: 1.5 })).toEqual({ list: [{ int: '1' }, { double: '1.5' }] });
  });
});

describe('kro writes', () => {
  test.each([
    ['timestamp("2025-01-31T23:59:59.5+01:00")', '2025-01-31T22:59:59Z'],
    ['timestamp("0001-01-01T00:00:00Z")', null],
    ['duration("90m")', '1h30m0s'],
    ['duration("1.5ms")', '1.5ms'],
    ['duration("-0.000002s")', '-2µs'],
    ['duration("0s")', '0s'],
    ['optional.none()', null],
    ['{"a": optional.of(1), "b": [2u]}', { a: 1n, b: [2n] }],
    ['b"hi"', Uint8Array.from([104, 105])],
    ['o', { 'a-b': 1, at: 'as it came' }],
    ['{"o": o}', { o: { 'a-b': 1, at: 'as it came' } }],
    ['true ? omit() : "x"', OMIT],
    ['runtime.newCondition({type: "T", status: "True"})', { type: 'T', status: 'True', reason: '', message: '' }],
    ['{1: 2}', { error: { kind: 'other', message: 'map key must be string, got int64' } }],
    ['ip("::1")', { error: { kind: 'other', message: 'unsupported type: net.IP' } }],
  ])('%s', (expr, expected) => {
    expect(plain(expr, { o: { 'a-b': 1, at: 'as it came' } })).toEqual(expected);
  });
});

describe('errors have a kind', () => {
  test.each([
    ['{"a": 1}.b', 'no-such-key'],
    ['{"a": 1}["b"]', 'no-such-key'],
    ['[1][3]', 'out-of-range'],
    ['"abc".charAt(9)', 'out-of-range'],
    ['lists.setAtIndex([1], 1, 2)', 'out-of-range'],
    ['1 / 0', 'divide-by-zero'],
    ['1u % 0u', 'divide-by-zero'],
    ['[1, 2].transformMapEntry(i, v, {"k": v})', 'map-key'],
    ['int("x")', 'parse-or-conversion'],
    ['timestamp("2025-02-30T00:00:00Z")', 'parse-or-conversion'],
    ['duration("5x")', 'parse-or-conversion'],
    ['duration(5)', 'parse-or-conversion'],
    ['"a".matches("(")', 'parse-or-conversion'],
    ['quantity("1KiB")', 'parse-or-conversion'],
    ['1 + "a"', 'no-such-overload'],
    ['dyn(1) && true', 'no-such-overload'],
    ['dyn(1)[0]', 'no-such-key'],
    ['dyn([1]).a', 'other'],
    ['dyn([1]).?a', 'other'],
    ['dyn("ab").all(c, true)', 'other'],
    ['dyn(url("/a")) == "/a"', 'no-such-overload'],
    ['cidr("10.0.0.0/8").containsIP("x")', 'no-such-overload'],
    ['cidr("10.0.0.0/8").containsCIDR("x")', 'parse-or-conversion'],
    ['size(1)', 'no-such-overload'],
    ['"a".nope()', 'no-such-overload'],
    ['9223372036854775807 + 1', 'other'],
    ['-(-9223372036854775808)', 'other'],
    ['optional.none().value()', 'other'],
    ['timestamp("9999-12-31T23:59:59Z") + duration("1s")', 'other'],
    ['[].min()', 'other'],
  ])('%s', (expr, kind) => {
    expect(run(expr)).toBe(`error: ${kind}`);
  });

  test('kro has no values for the names of types, even where they are not reached', () => {
    const tree = expand(parse('true ? 1 : type(1) == int ? 2 : 3'));
    expect(new Program(tree).evaluate({})).toMatchObject({ error: { kind: 'other' } });
    expect(new Program(tree, { typeNames: true }).evaluate({})).toEqual({ value: 1n });
    expect(new Program(tree).evaluate({ int: 'a variable' })).toEqual({ value: 1n });
  });

  test('kro compiles literal patterns of find before it evaluates', () => {
    expect(run('true ? "a" : "b".find("(")')).toBe('error: parse-or-conversion');
    expect(run('true ? "a" : "b".find("" + "(")')).toBe('a');
  });
});

describe('evaluation is lazy', () => {
  test.each([
    ['false && 1 / 0 > 0', false],
    ['1 / 0 > 0 && false', false],
    ['1 / 0 > 0 || true', true],
    ['[1, 2].exists(x, 1 / (x - 1) > 0)', true],
    ['[2, 1].all(x, 1 / (x - 1) < 0)', false],
    ['[1, 2].all(x, 1 / (x - 1) > 0)', 'error: divide-by-zero'],
    ['cel.bind(x, 1 / 0, 2)', { int: '2' }],
    ['[1, 2].map(x, cel.bind(y, x + 1, y + y))', { list: [{ int: '4' }, { int: '6' }] }],
    ['optional.of(1).orValue(1 / 0)', { int: '1' }],
    ['optional.none()[1 / 0]', { optional: null }],
    ['{"a": 1}.?b.c', { optional: null }],
    ['[1].optMap(x, x)', 'error: no-such-overload'],
  ])('%s', (expr, expected) => {
    expect(run(expr)).toEqual(expected);
  });
});

describe('long chains take no stack', () => {
  test.each([
    ['sums', Array(200).fill('1').join(' + '), { int: '200' }],
    ['conjunctions', Array(20_000).fill('true').join(' && '), true],
    ['methods', `"a"${'.lowerAscii()'.repeat(200)}`, 'a'],
    ['indices', `x${'["k"]'.repeat(200)} == null`, false],
  ])('%s', (_, expr, expected) => {
    const x: Record<string, unknown> = {};
    x.k = x;
    expect(run(expr, { x })).toEqual(expected);
  });

  test('of any depth: a tree nobody parsed', () => {
    let [trimmed, sum] = [parse('"a"'), parse('0')];
    for (let i = 0; i < 50_000; i++) {
      trimmed = { kind: 'call', fn: 'trim', target: trimmed, args: [] };
      sum = { kind: 'call', fn: '_+_', args: [sum, parse('1')] };
    }
    expect(new Program(trimmed).evaluate({})).toEqual({ value: 'a' });
    expect(new Program(sum).evaluate({})).toEqual({ value: 50_000n });
  });
});

test('a tree that leans the other way is too large rather than a crash', () => {
  let node = parse('1');
  for (let i = 0; i < 100_000; i++) node = { kind: 'call', fn: '_+_', args: [parse('1'), node] };
  expect(new Program(node).evaluate({})).toMatchObject({ error: { kind: 'other' } });
});

describe('functions', () => {
  test.each([
    ['timestamp("2025-07-01T12:30:00Z").getHours("Europe/Berlin")', { int: '14' }],
    ['timestamp("2025-07-01T12:30:00Z").getHours("-03:30")', { int: '9' }],
    ['timestamp("2025-07-01T12:30:00Z").getHours("No/Where")', 'error: other'],
    ['timestamp("2024-12-31T23:00:00Z").getDayOfYear("Asia/Tokyo")', { int: '0' }],
    ['string(timestamp("2025-01-01T00:00:00.000000001Z"))', '2025-01-01T00:00:00.000000001Z'],
    ['timestamp("2025-01-01T00:00:00Z") - timestamp("2024-12-31T23:59:59.999999999Z")', { time: '0.000000001s' }],
    ['string(1e21) + " " + string(0.00001)', '1e+21 1e-05'],
    [
      '"%.0f %.3e %x %X %o %b %d %s".format([2.5, 1234.5, 255, "hi", 8u, true, -1, [1.5, null]])',
      '2 1.234e+03 ff 6869 10 1 -1 [1.5, null]',
    ],
    ['"é😀".reverse() + "é😀".charAt(1)', '😀é😀'],
    ['size("é😀")', { int: '2' }],
    ['"\\u00a0a\\t".trim()', 'a'],
    ['"banana".replace("a", "o", 2)', 'bonona'],
    ['"ab".replace("", "-")', '-a-b-'],
    ['"a,b,c".split(",", 2)', { list: ['a', 'b,c'] }],
    ['[[1], [2, [3]]].flatten(2)', { list: [{ int: '1' }, { int: '2' }, { int: '3' }] }],
    ['[1, 2].isSorted() && [1, 1].isSorted() && ![2, 1].isSorted() && [].isSorted()', true],
    ['[[3, 1, 2].min(), [3, 1, 2].max(), [3, 1, 2].sum()]', { list: [{ int: '1' }, { int: '3' }, { int: '6' }] }],
    ['[3, 1, 2].sortBy(x, -x)', { list: [{ int: '3' }, { int: '2' }, { int: '1' }] }],
    ['{1: "a"}[1u] + {1u: "b"}[1.0]', 'ab'],
    ['quantity("1.5Gi").add(quantity("512Mi")).asInteger()', 'error: other'],
    ['quantity("1Gi").add(quantity("512Mi")).asInteger()', { int: '1610612736' }],
    ['quantity("0.1").compareTo(quantity("100m"))', { int: '0' }],
    ['cidr("10.1.2.3/8").masked().containsIP("10.255.0.1")', true],
    ['string(ip("2001:db8:0:0:1:0:0:1"))', '2001:db8::1:0:0:1'],
    ['url("https://user@a.b:8443/x%20y?q=1&q=2#f").getQuery()', { map: [['q', { list: ['1', '2'] }]] }],
    ['url("//u@host:1/p#f").getHost() + url("/p#f").getEscapedPath()', 'host:1/p'],
    ['isURL("*") && url("*").getEscapedPath() == "*"', true],
    ['["abc".indexOf("c", 9), "abc".lastIndexOf("a", 3)]', { list: [{ int: '-1' }, { int: '-1' }] }],
    ['["abc".indexOf("", 9), "abc".lastIndexOf("")]', { list: [{ int: '9' }, { int: '3' }] }],
    ['string(999999.0) + " " + string(-1234567.5)', '999999 -1.2345675e+06'],
    ['duration("-1.5s").getMilliseconds()', { int: '-1500' }],
    ['{"a": 1, "a": 2}.a', { int: '2' }],
    ['{"a": 1, ?"a": optional.none()}.size()', { int: '0' }],
    ['{dyn(null): 1, 0: 2, 0u: 3}.size()', { int: '3' }],
    ['{0: "int", 0u: "uint"}[0.0]', 'int'],
    ['dyn("x").?a.b[?0].hasValue()', false],
    ['dyn("x").orValue("y")', 'x'],
    ['semver("1.0.0-rc.2").isLessThan(semver("1.0.0-rc.10"))', true],
    ['random.seededString(20, "seed").size()', { int: '20' }],
    ['hash.md5("")', { bytes: '1B2M2Y8AsgTpgAmY7PhCfg==' }],
    ['runtime.condition(o, "Ready").status', 'True'],
    ['runtime.condition(o, "Other").status', ''],
    ['json.unmarshal("{\\"a\\": [1]}").a[0]', { double: '1' }],
    ['"a1b22".findAll("[0-9]+")', { list: ['1', '22'] }],
    ['"abc".findAll("x*")', { list: ['', '', '', ''] }],
  ])('%s', (expr, expected) => {
    const o = { status: { conditions: [{ type: 'Ready', status: 'True' }] } };
    expect(run(expr, { o })).toEqual(expected);
  });

  test('the regular expression engine is loaded by the first expression that needs it', () => {
    jest.isolateModules(() => {
      const loaded = jest.fn();
      jest.doMock('re2js', () => {
        loaded();
        return jest.requireActual('re2js');
      });
      const { Program: Fresh } = require('../../../lib/cel/eval') as typeof import('../../../lib/cel/eval');
      new Fresh(expand(parse('"a" == "b"'))).evaluate({});
      expect(loaded).not.toHaveBeenCalled();
      new Fresh(expand(parse('"a".matches("b")'))).evaluate({});
      expect(loaded).toHaveBeenCalledTimes(1);
    });
  });
});
