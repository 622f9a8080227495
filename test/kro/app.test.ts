import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { KroApp, type KroAppProps } from '../../lib/kro/app';
import type { Derive } from '../../lib/kro/manifest-file';
import { LIST } from '../../lib/kro/output';
import { placementOf, writeTo } from '../../lib/kro/placement';

let outdir: string;
beforeEach(() => {
  outdir = join(mkdtempSync(join(tmpdir(), 'app-')), 'dist');
});
afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
  for (const name of ['CDK8S_OUTDIR', 'CDK8S_DISABLE_SORT', 'CDK8S_RECORD_CONSTRUCT_METADATA'])
    delete process.env[name];
});

const map = (scope: Construct, id: string, data: object = {}) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data } as never);
const yamlOf = (name: string, data = ' {}') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:${data}\n`;

/** The files below a folder, save for the list of them. */
function written(folder = outdir): Record<string, string> {
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter(file => file !== LIST && statSync(join(folder, file)).isFile())
    .sort();
  return Object.fromEntries(files.map(file => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** An app with one chart of one object, placed in a folder. */
function sample(props: KroAppProps = {}) {
  const app = new KroApp({ outdir, ...props });
  const chart = new Chart(app, 'carts');
  writeTo(chart, 'apps/');
  map(chart, 'settings');
  return { app, chart };
}

test('each chart is a file where it was placed', () => {
  const { app } = sample();
  map(new Chart(app, 'other'), 'more', { k: 'v' });
  app.synth();
  expect(written()).toEqual({
    'apps/carts.k8s.yaml': yamlOf('settings'),
    'other.k8s.yaml': yamlOf('more', '\n  k: v'),
  });
});

test('the files have no running number where charts depend on each other, so that a new chart renames none', () => {
  const app = new KroApp({ outdir });
  const [a, b] = ['a', 'b'].map(id => new Chart(app, id));
  map(a, 'one');
  map(b, 'two');
  a.addDependency(b);
  app.synth();
  expect(Object.keys(written())).toEqual(['a.k8s.yaml', 'b.k8s.yaml']);
});

test('a chart without objects has no file', () => {
  const { app } = sample();
  map(new Chart(new Chart(app, 'outer'), 'inner'), 'nested');
  app.synth();
  expect(Object.keys(written())).toEqual([
    'apps/carts.k8s.yaml',
    expect.stringMatching(/^outer-inner-c8.+\.k8s\.yaml$/),
  ]);
});

test('output goes to CDK8S_OUTDIR, or to dist', () => {
  expect(new KroApp().outdir).toBe('dist');
  process.env.CDK8S_OUTDIR = outdir;
  expect(new KroApp().outdir).toBe(outdir);
});

describe('keys keep the order people wrote', () => {
  test('and the variable that cdk8s asks for is as before', () => {
    const { app, chart } = sample();
    map(chart, 'two', { z: '1', a: '2' });
    app.synth();
    expect(Object.values(written())[0]).toContain('z: "1"\n  a: "2"\n');
    expect(process.env.CDK8S_DISABLE_SORT).toBeUndefined();
    process.env.CDK8S_DISABLE_SORT = 'yes';
    app.synth();
    expect(process.env.CDK8S_DISABLE_SORT).toBe('yes');
  });

  test('also when synth fails', () => {
    const { app, chart } = sample();
    map(chart, 'two', { k: Lazy.any({ produce: () => JSON.parse('no data') }) });
    expect(() => app.synth()).toThrow('no data');
    expect(process.env.CDK8S_DISABLE_SORT).toBeUndefined();
  });
});

test('a file of a derive step that ends in .json is written as JSON, and holds one object', () => {
  const json =
    (...objects: object[]): Derive =>
    files => [...files, { path: 'schemas/a.json', objects }];
  sample({ derive: [json({ type: 'object', required: ['name'] })] }).app.synth();
  expect(written()['schemas/a.json']).toBe('{\n  "type": "object",\n  "required": [\n    "name"\n  ]\n}\n');
  expect(() => sample({ derive: [json({ a: 1 }, { b: 2 })] }).app.synth()).toThrow(
    'schemas/a.json cannot be printed: a .json file holds one object, and schemas/a.json has 2',
  );
});

test('a chart that overrides toJson renders itself', () => {
  const { app } = sample();
  class Own extends Chart {
    override toJson(): object[] {
      return [{ kind: 'Own', z: 1, a: 2 }];
    }
  }
  map(new Own(app, 'own'), 'hidden');
  app.synth();
  expect(written()['own.k8s.yaml']).toBe('kind: Own\nz: 1\na: 2\n');
});

test('patches and resolvers apply as in cdk8s', () => {
  const upper = {
    resolve: (c: { value: unknown; replaceValue(v: unknown): void }) => c.value === 'x' && c.replaceValue('X'),
  };
  const { app, chart } = sample({ resolvers: [upper as never] });
  map(chart, 'two', { a: 'x' }).addJsonPatch(JsonPatch.add('/data/b', 'z'));
  app.synth();
  expect(written()['apps/carts.k8s.yaml']).toBe(`${yamlOf('settings')}---\n${yamlOf('two', '\n  a: X\n  b: z')}`);
});

describe('a failure leaves the folder as it was, and', () => {
  const failing: [string, (chart: Chart, app: App) => unknown, string][] = [
    [
      'validation reports all errors at once, each validation run once',
      chart => {
        chart.node.addValidation({ validate: () => ['is bad'] });
        map(chart, 'two').node.addValidation({ validate: () => ['is odd'] });
      },
      'Validation failed with the following errors:\n  [carts] is bad\n  [carts/two] is odd',
    ],
    [
      'an error of an object names its chart and the object',
      chart => map(chart, 'two', { when: new Date(0) }),
      "chart 'carts' cannot be written: Failed serializing construct at path 'carts/two'",
    ],
    [
      'a cycle names all on it',
      chart => {
        const [one, two] = [map(chart, 'one'), map(chart, 'two')];
        one.addDependency(two);
        two.addDependency(one);
      },
      'Dependency cycle detected: carts/one => carts/two => carts/one',
    ],
    [
      'charts with the same file are both named',
      (_, app) => {
        const other = new Chart(app, 'other');
        map(other, 'two');
        writeTo(other, 'Apps/carts.k8s.yaml');
      },
      "chart 'carts' and chart 'other' would both be written to 'apps/carts.k8s.yaml'",
    ],
  ];
  test.each(failing)('%s', (_, breakIt, message) => {
    sample().app.synth();
    const before = written();
    const { app, chart } = sample();
    map(chart, 'new');
    breakIt(chart, app);
    expect(() => app.synth()).toThrow(message);
    expect(written()).toEqual(before);
  });

  test('its cause is kept', () => {
    const { app, chart } = sample();
    jest.spyOn(chart, 'toJson').mockImplementation(() => {
      throw new RangeError('too much');
    });
    expect(() => app.synth()).toThrow(
      expect.objectContaining({ message: "chart 'carts' cannot be written: too much", cause: expect.any(RangeError) }),
    );
    expect(existsSync(outdir)).toBe(false);
  });
});

describe('derive', () => {
  const stamp: Derive = files =>
    files.map(({ path, objects }) => ({ path, objects: objects.map(object => ({ ...object, stamp: 'x' })) }));
  const index: Derive = files => [...files, { path: 'index.yaml', objects: [{ files: files.map(file => file.path) }] }];

  test('is given the files about to be written, and yields them changed or with more', () => {
    sample({ derive: [stamp, index] }).app.synth();
    expect(written()).toEqual({
      'apps/carts.k8s.yaml': `${yamlOf('settings')}stamp: x\n`,
      'index.yaml': 'files:\n  - apps/carts.k8s.yaml\n',
    });
  });

  test('that yields an empty file yields none', () => {
    sample({ derive: [files => files.map(file => ({ ...file, objects: [] }))] }).app.synth();
    expect(written()).toEqual({});
  });

  test.each<[string, Derive, string]>([
    ['a path out of the folder', () => [{ path: '../x.yaml', objects: [{}] }], "a derive step: '../x.yaml' holds"],
    ['a file of a chart', files => [...files, ...files], "chart 'carts' and a derive step would both be written to"],
    ['what has no YAML', () => [{ path: 'x.yaml', objects: [{ a: () => 1 }] }], 'x.yaml cannot be printed'],
  ])('cannot write %s', (_, step, message) => {
    expect(() => sample({ derive: [step] }).app.synth()).toThrow(message);
  });
});

test('synthYaml is the text of all files, in the order of dependencies', () => {
  const { app, chart } = sample({ derive: [files => [...files, { path: 'x.yaml', objects: [{ z: 1, a: 2 }] }]] });
  const other = new Chart(app, 'other');
  map(other, 'two');
  chart.addDependency(other);
  expect(app.charts.map(c => c.node.id)).toEqual(['other', 'carts']);
  expect(app.synthYaml()).toBe(`${yamlOf('two')}---\n${yamlOf('settings')}---\nz: 1\na: 2\n`);
});

describe('construct-metadata.json', () => {
  const expected = '{"version":"1.0.0","resources":{"settings":{"path":"carts/settings"}}}';
  test.each([
    ['is written where the app says so', { recordConstructMetadata: true }, undefined],
    ['is written where the environment says so', {}, 'true'],
  ])('%s, as cdk8s writes it', (_, props, variable) => {
    if (variable) process.env.CDK8S_RECORD_CONSTRUCT_METADATA = variable;
    sample(props).app.synth();
    expect(written()['construct-metadata.json']).toBe(expected);
    const stock = new App({ outdir: join(outdir, 'stock'), recordConstructMetadata: true });
    map(new Chart(stock, 'carts'), 'settings');
    stock.synth();
    expect(readFileSync(join(outdir, 'stock/construct-metadata.json'), 'utf8')).toBe(expected);
  });

  test('is removed where it is no longer asked for', () => {
    sample({ recordConstructMetadata: true }).app.synth();
    sample().app.synth();
    expect(Object.keys(written())).toEqual(['apps/carts.k8s.yaml']);
  });
});

test('yamlOutputType is refused, with what to use instead', () => {
  // @ts-expect-error not offered
  expect(() => new KroApp({ yamlOutputType: 1 })).toThrow('Say which with writeTo(chart, path)');
});

test('Testing.synth renders a chart of a KroApp', () => {
  expect(Testing.synth(sample().chart)).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: {} },
  ]);
});

test('synth twice changes nothing, and a file somebody wrote by hand is not lost', () => {
  const { app } = sample();
  app.synth();
  const time = statSync(join(outdir, 'apps/carts.k8s.yaml')).mtimeMs;
  app.synth();
  expect(statSync(join(outdir, 'apps/carts.k8s.yaml')).mtimeMs).toBe(time);
  mkdirSync(join(outdir, 'rgds'));
  writeFileSync(join(outdir, 'rgds/mine.yaml'), 'mine');
  writeTo(app.charts[0], 'rgds/mine.yaml');
  expect(() => app.synth()).toThrow('No earlier synth wrote these files');
  expect(written()).toMatchObject({ 'rgds/mine.yaml': 'mine' });
});

describe('any app', () => {
  const parts = fc.array(
    fc.record({
      kind: fc.constantFrom('chart', 'group', 'object', 'object', 'object'),
      scope: fc.nat(),
      text: fc.string(),
    }),
    { minLength: 1, maxLength: 16 },
  );
  const dependencies = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 });
  type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

  function grow(app: App, made: Parts, edges: [number, number][]): Chart[] {
    const constructs: Construct[] = [new Chart(app, 'first')];
    made.forEach(({ kind, scope, text }, i) => {
      const around = constructs.filter(c => !ApiObject.isApiObject(c));
      const inside = around[scope % around.length];
      if (kind === 'chart') constructs.push(new Chart(scope % 2 ? inside : app, `c${i}`));
      else if (kind === 'group') constructs.push(new Construct(inside, `g${i}`));
      else constructs.push(map(inside, `o${i}`, { z: `v${text}`, a: scope, list: [{ b: `w${text}`, a: null }] }));
    });
    // from later to earlier, so that most apps have no cycle
    for (const [a, b] of edges) {
      const [from, to] = [
        Math.max(a % constructs.length, b % constructs.length),
        Math.min(a % constructs.length, b % constructs.length),
      ];
      if (from !== to) constructs[from].node.addDependency(constructs[to]);
    }
    return constructs.filter(Chart.isChart);
  }

  test('is written with the bytes of cdk8s, apart from the names of files', () => {
    let compared = 0;
    process.env.CDK8S_DISABLE_SORT = '1';
    fc.assert(
      fc.property(parts, dependencies, (made, edges) => {
        const [ours, theirs] = [join(outdir, 'ours'), join(outdir, 'theirs')];
        const stock = new App({ outdir: theirs });
        grow(stock, made, edges);
        const app = new KroApp({ outdir: ours });
        const charts = grow(app, made, edges);
        try {
          stock.synth();
        } catch (error) {
          expect(() => app.synth()).toThrow(String(error).includes('cycle') ? 'cycle' : 'Error');
          return;
        }
        app.synth();
        const expected = Object.entries(written(theirs))
          .filter(([, text]) => text !== '')
          .map(([file, text]) => [file.replace(/^\d{4}-/, ''), text]);
        expect(written(ours)).toEqual(Object.fromEntries(expected));
        expect(charts.map(placementOf)).toEqual(expect.arrayContaining(Object.keys(written(ours))));
        expect(app.charts.map(c => c.node.path)).toEqual(stock.charts.map(c => c.node.path));
        compared++;
        rmSync(outdir, { recursive: true });
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(30);
  });
});
