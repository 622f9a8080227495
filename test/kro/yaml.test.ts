import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { toYaml } from '../../lib/kro/yaml';

/** What cdk8s prints, which aliases an object that appears twice; a copy through JSON has none. */
const stock = (...documents: unknown[]) => Yaml.stringify(...documents.map(d => JSON.parse(JSON.stringify(d))));

describe('text prints as cdk8s prints it', () => {
  test.each([
    ['a word', 'ready', 'k: ready\n'],
    ['a reference', '${table.status.arn}', 'k: ${table.status.arn}\n'],
    ['an expression with quotes in it', '${a.b} == "x"', 'k: ${a.b} == "x"\n'],
    ['an expression with a colon', '${a ? "x" : "y"}', `k: '\${a ? "x" : "y"}'\n`],
    ['both kinds of quotes', `\${a ? "x" : 'y'}`, `k: "\${a ? \\"x\\" : 'y'}"\n`],
    ['an image', 'public.ecr.aws/x/y:1.2', 'k: public.ecr.aws/x/y:1.2\n'],
    ['a comment sign', 'a #b', 'k: "a #b"\n'],
    ['an anchor sign', '&a', 'k: "&a"\n'],
    ['a template of Helm', '{{ .name }}', 'k: "{{ .name }}"\n'],
    ['a dash', '-', 'k: "-"\n'],
    ['nothing', '', 'k: ""\n'],
    ['two lines', 'a\nb: c', 'k: |-\n  a\n  b: c\n'],
    ['two lines and an end', 'a\nb\n', 'k: |\n  a\n  b\n'],
    ['indented lines', ' a\n  b\n\n', 'k: |2+\n   a\n    b\n\n'],
    ['a document marker', '---\na', 'k: |-\n  ---\n  a\n'],
    ['a control character', 'a\u0001', 'k: "a\\x01"\n'],
    ['letters beyond ASCII', 'größe', 'k: größe\n'],
  ])('%s', (_, value, expected) => {
    expect(toYaml([{ k: value }])).toBe(expected);
    expect(stock({ k: value })).toBe(expected);
  });
});

describe('text which a reader would take for something else is quoted, as a value and as a key', () => {
  const words = 'true True TRUE false no NO off On y N ~ null Null = <<'.split(' ');
  const numbers =
    '0 -1 +1 007 0o7 0O7 0b1 0B1 0x1F 0X1f 1_000 -_1 1:20 1:20.5 .5 1. 1e3 1E+3 .5e3 1_0e3 .inf -.INF .NaN .'.split(
      ' ',
    );
  const dates = ['2001-01-01', '2001-1-2', '2001-01-01T00:00:00Z', '2001-01-01 1:2:3. +30', '2001-01-01\t1:2:3 +30'];
  test.each([...words, ...numbers, ...dates])('%s', value => {
    const printed = JSON.stringify(value);
    expect(toYaml([{ [value]: value }, [value], value])).toBe(
      `${printed}: ${printed}\n---\n- ${printed}\n---\n${printed}\n`,
    );
  });

  const others =
    'yEs nAn None 0o8 0b2 0xg 1a e3 .e3 e + +- 0_x 1:60 1:2:3a 1.2.3 v1 12:ab 2001-01 10.0.0.0/16 1.30 --- ... - ? a=b'.split(
      ' ',
    );
  test.each(others)('%s prints as in cdk8s', value => {
    expect(toYaml([{ k: { [value]: value } }])).toBe(stock({ k: { [value]: value } }));
  });
});

describe('values print as in cdk8s', () => {
  const long = 'k'.repeat(1100);
  test.each<[string, unknown, string]>([
    ['a list in a map is indented', { a: [1, { b: 2, c: [3] }] }, 'a:\n  - 1\n  - b: 2\n    c:\n      - 3\n'],
    ['lists in lists share a line', [[1, [2]], [{ a: 1, b: 2 }]], '- - 1\n  - - 2\n- - a: 1\n    b: 2\n'],
    ['empty ones', { a: [], b: {}, c: [[], {}] }, 'a: []\nb: {}\nc:\n  - []\n  - {}\n'],
    ['null', { a: null, b: [null] }, 'a: null\nb:\n  - null\n'],
    ['numbers', [0, 1, -1.5, 1e21, 1.5e-7, 2 ** 53], '- 0\n- 1\n- -1.5\n- 1e+21\n- 1.5e-7\n- 9007199254740992\n'],
    ['a key with a colon', { 'a: b': 1, 'eks.amazonaws.com/role': 2 }, '"a: b": 1\neks.amazonaws.com/role: 2\n'],
    ['a key with a line break', { 'a\nb': { 'c\nd': 1 } }, '"a\\nb":\n  "c\\nd": 1\n'],
    ['a document marker as key', { '---': { '---': 1 } }, '"---":\n  ---: 1\n'],
    ['a very long key', { [long]: { a: 1 }, b: 2 }, `? ${long}\n: a: 1\nb: 2\n`],
    ['a list', [], '[]\n'],
    ['a text', 'a: b', '"a: b"\n'],
  ])('%s', (_, value, expected) => {
    expect(toYaml([value])).toBe(expected);
    expect(stock(value)).toBe(expected);
  });
});

test('not-a-number, infinity and minus zero print as cdk8s prints them', () => {
  const value = [Number.NaN, Number.POSITIVE_INFINITY, -0];
  expect(toYaml([value])).toBe('- .nan\n- .inf\n- -0\n');
  expect(Yaml.stringify(value)).toBe('- .nan\n- .inf\n- -0\n');
});

test('documents are joined by ---, an undefined one is an empty one', () => {
  expect(toYaml([{ a: 1 }, undefined, { b: 2 }])).toBe('a: 1\n---\n\n---\nb: 2\n');
  expect(Yaml.stringify({ a: 1 }, undefined, { b: 2 })).toBe('a: 1\n---\n\n---\nb: 2\n');
  expect(toYaml([])).toBe('');
});

test('a key whose value is undefined is left out; in a list it is null', () => {
  expect(toYaml([{ a: undefined, b: { c: undefined }, d: [undefined] }])).toBe('b: {}\nd:\n  - null\n');
});

test('an object that appears twice is printed twice, never as an alias', () => {
  const shared = { a: 1 };
  expect(toYaml([{ x: shared, z: [shared, shared] }])).toBe('x:\n  a: 1\nz:\n  - a: 1\n  - a: 1\n');
});

test('an object that holds itself, and a function, are refused', () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  expect(() => toYaml([loop])).toThrow('holds itself');
  expect(() => toYaml([{ a: () => 1 }])).toThrow('Function');
});

test('characters which readers refuse or take for line breaks are escaped', () => {
  expect(toYaml([{ 'a\u2028': 'b\u0085c\n', d: '\ufeff' }])).toBe('"a\\u2028": "b\\u0085c\\n"\nd: "\\ufeff"\n');
});

test('text of nothing but blank lines is escaped: as a block it would not read back', () => {
  expect(toYaml([{ a: ' \n', b: '\n\n' }])).toBe('a: " \\n"\nb: "\\n\\n"\n');
});

test('dates, bytes and objects of classes are left to the library', () => {
  const value = {
    a: new Date(0),
    b: [
      Buffer.from('x'),
      new (class Pair {
        left = 1;
        right = { deep: [2] };
      })(),
    ],
  };
  expect(toYaml([{ in: value }])).toBe(Yaml.stringify({ in: value }));
});

describe('any structure', () => {
  const exotic = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|^[ \t]*\n[ \t\n]*$/;
  const nasty = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789_+-.:eExXobBO~=<TZ'), maxLength: 8 }),
    fc.string({ unit: fc.constantFrom(...' \n\t:#-?\'"{}[]|>&*!%@`,ab$\\'), maxLength: 12 }),
    fc.constantFrom(
      '${a.b} == "x"',
      'a: b\nc: |\n  d\n',
      '---',
      '...',
      '%YAML',
      'yes',
      'null',
      '<<',
      '2001-01-01',
      '\n\n',
      ' \n ',
    ),
    fc.string({ unit: 'grapheme' }),
  );
  const scalar = fc.oneof(nasty, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
  const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(nasty, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const documents = fc.array(tree, { minLength: 1, maxLength: 3 });

  const quotedAnyway = (value: string) => exotic.test(value) || toYaml([value]) === `${JSON.stringify(value)}\n`;
  const hasException = (value: unknown): boolean => {
    if (typeof value === 'string')
      return quotedAnyway(value) && Yaml.stringify({ k: value }) !== toYaml([{ k: value }]);
    if (Array.isArray(value)) return value.some(hasException);
    return typeof value === 'object' && value !== null && Object.entries(value).some(pair => pair.some(hasException));
  };

  test('prints the bytes cdk8s prints, save for the exceptions', () => {
    fc.assert(
      fc.property(documents, docs => {
        fc.pre(!docs.some(hasException));
        expect(toYaml(docs)).toBe(Yaml.stringify(...docs));
      }),
      { numRuns: 400 },
    );
  });

  test.each(['1.1', '1.2'] as const)('reads back as it was by YAML %s', version => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(nasty, tree)), docs => {
        const read = parseAllDocuments(toYaml(docs), { version }).map(document => document.toJS({ maxAliasCount: 0 }));
        expect(read).toEqual(docs);
      }),
      { numRuns: 200 },
    );
  });

  test('exceptions are rare: most texts of odd characters print as the library prints them', () => {
    const rate = fc.sample(nasty, 1000).filter(hasException).length / 1000;
    expect(rate).toBeLessThan(0.1);
    expect(parse(toYaml([{ a: 1 }]))).toEqual({ a: 1 });
  });
});
