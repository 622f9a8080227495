import { analyze } from '../../lib/graph/analyze';
import { type Example, rgdOfExample } from '../../lib/graph/rules';
import { configMap } from '../../lib/graph/rules/rule';
import { Kinds } from '../../lib/schema/kinds';

const kinds = Kinds.bundled();

const told = (example: Example): string[] =>
  analyze(rgdOfExample(example), { kinds }).findings.map(({ code, path, message }) => `${code} ${path}: ${message}`);

const object = (apiVersion: string, kind: string, rest: object, more: object = {}) => ({
  id: 'a',
  template: { apiVersion, kind, metadata: { name: 'a' }, ...rest },
  ...more,
});
const named = (apiVersion: string, kind: string, name: string, rest: object = {}) => ({
  id: 'a',
  template: { apiVersion, kind, metadata: { name }, ...rest },
});
const pod = (spec: object) => object('v1', 'Pod', { spec: { containers: [{ name: 'c', image: 'i' }], ...spec } });
const secret = { id: 'secret', template: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } } };
const text = (markers: string) => ({ x: `string | required=true ${markers}`.trim() });

type Case = readonly [what: string, example: Example, findings: readonly string[]];

describe('names', () => {
  test.each<Case>([
    [
      'a Namespace of 64 characters at most',
      { spec: text('maxLength=61'), resources: [named('v1', 'Namespace', 'ns-${schema.spec.x}')] },
      [
        'name-length spec.resources[0].template.metadata.name: The name can be 64 characters long; that of a Namespace has at most 63.',
      ],
    ],
    [
      'a Namespace of 63 characters at most',
      { spec: text('maxLength=60'), resources: [named('v1', 'Namespace', 'ns-${schema.spec.x}')] },
      [],
    ],
    [
      'a name that nothing bounds',
      { spec: text(''), resources: [named('v1', 'Namespace', 'ns-${schema.spec.x}')] },
      [],
    ],
    [
      'a name that is too long for whatever instance',
      { spec: text('minLength=60'), resources: [named('v1', 'Namespace', 'team-${schema.spec.x}')] },
      [
        'name-length spec.resources[0].template.metadata.name: The name is at least 65 characters long; that of a Namespace has at most 63.',
      ],
    ],
    [
      'the longest branch, the digits of a number and the values of an enum',
      {
        spec: { ...text(`enum="a,${'b'.repeat(40)}"`), n: 'integer | default=1 minimum=1 maximum=99999' },
        resources: [
          named(
            'batch/v1',
            'CronJob',
            '${schema.spec.x == "a" ? "x" : schema.spec.x + "-suffix"}-${string(schema.spec.n)}',
            {
              spec: {
                schedule: '* * * * *',
                jobTemplate: {
                  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } } },
                },
              },
            },
          ),
        ],
      },
      [
        'name-length spec.resources[0].template.metadata.name: The name can be 53 characters long; that of a CronJob has at most 52.',
      ],
    ],
    [
      'a literal Service name of 64 characters',
      { resources: [named('v1', 'Service', 'a'.repeat(64), { spec: { ports: [{ port: 80 }] } })] },
      [
        'name-length spec.resources[0].template.metadata.name: The name is 64 characters long; that of a Service has at most 63.',
      ],
    ],
    [
      'an upper-case letter around an expression',
      { spec: text(''), resources: [named('v1', 'ConfigMap', 'App-${schema.spec.x}')] },
      ['object-name spec.resources[0].template.metadata.name: No name has "App-" in it.'],
    ],
    [
      'a dash at the end',
      { spec: text(''), resources: [named('v1', 'ConfigMap', '${schema.spec.x}-')] },
      ['object-name spec.resources[0].template.metadata.name: No name has "-" in it.'],
    ],
    [
      'a dash between expressions',
      { spec: text(''), resources: [named('v1', 'ConfigMap', '${schema.spec.x}-${schema.metadata.name}')] },
      [],
    ],
    [
      'an enum with an upper-case value',
      { spec: text('enum="dev,Prod"'), resources: [named('v1', 'ConfigMap', 'app-${schema.spec.x}')] },
      ['object-name spec.resources[0].template.metadata.name: "app-Prod" is no name.'],
    ],
    [
      'the same enum in lower case',
      { spec: text('enum="dev,Prod"'), resources: [named('v1', 'ConfigMap', '${schema.spec.x.lowerAscii()}')] },
      [],
    ],
    [
      'a role, whose name is free',
      { resources: [named('rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:Reader')] },
      [],
    ],
  ])('%s', (_, example, findings) => {
    expect(told(example)).toEqual(findings);
  });
});

describe('labels', () => {
  const labelled = (labels: object) => ({
    id: 'a',
    template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels } },
  });
  test.each<Case>([
    ['an empty value', { resources: [labelled({ a: '' })] }, []],
    [
      'a value of 64 characters',
      { resources: [labelled({ 'x.y/a': 'a'.repeat(64) })] },
      [`label-value spec.resources[0].template.metadata.labels["x.y/a"]: "${'a'.repeat(64)}" is no value of a label.`],
    ],
    [
      'an enum with a blank',
      { spec: text('enum="a b,c"'), resources: [labelled({ a: '${schema.spec.x}' })] },
      ['label-value spec.resources[0].template.metadata.labels.a: This can be "a b", which is no value of a label.'],
    ],
    [
      'a field that may have 64 characters',
      { spec: text('maxLength=64'), resources: [labelled({ 'x.y/a': '${schema.spec.x}' })] },
      [
        'label-value spec.resources[0].template.metadata.labels["x.y/a"]: This can be 64 characters long, and the value of a label has at most 63.',
      ],
    ],
    ['a field that nothing bounds', { spec: text(''), resources: [labelled({ a: '${schema.spec.x}' })] }, []],
    ['managed-by, as kro sets it', { resources: [labelled({ 'app.kubernetes.io/managed-by': 'kro' })] }, []],
  ])('%s', (_, example, findings) => {
    expect(told(example)).toEqual(findings);
  });
});

describe('values', () => {
  const service = (type: string) => object('v1', 'Service', { spec: { type, ports: [{ port: 80 }] } });
  const viewer = (more: object) =>
    object('cloudfront.aws.m.upbound.io/v1beta1', 'Function', {
      spec: {
        forProvider: { codeSecretRef: { name: 'code', key: 'js' }, ...more },
      },
    });
  test.each<Case>([
    [
      'an enum with a value its field refuses',
      { spec: text('enum="ClusterIP,LoadBalancr"'), resources: [service('${schema.spec.x}')] },
      [
        'possible-value spec.resources[0].template.spec.type: This can be "LoadBalancr". Must be one of "ClusterIP", "ExternalName", "LoadBalancer", "NodePort".',
      ],
    ],
    ['a field without an enum', { spec: text(''), resources: [service('${schema.spec.x}')] }, []],
    [
      'a default behind a missing field',
      { spec: { x: 'string | enum="NodePort"' }, resources: [service('${schema.spec.?x.orValue("None")}')] },
      [
        'possible-value spec.resources[0].template.spec.type: This can be "None". Must be one of "ClusterIP", "ExternalName", "LoadBalancer", "NodePort".',
      ],
    ],
    [
      'a field Crossplane needs',
      { resources: [viewer({})] },
      [
        'literal-value spec.resources[0].template.spec.forProvider.runtime: runtime is missing, and only what is merely observed may leave it out.',
      ],
    ],
    ['all fields Crossplane needs', { resources: [viewer({ runtime: 'cloudfront-js-2.0' })] }, []],
    [
      'an identifier and a reference, in a list',
      {
        resources: [
          object('ec2.services.k8s.aws/v1alpha1', 'Instance', {
            spec: { subnetID: 's', subnetRef: { from: { name: 'x' } } },
          }),
        ],
      },
      [
        'reference-twice spec.resources[0].template.spec.subnetRef: subnetID says this too, and the controller takes one only.',
      ],
    ],
  ])('%s', (_, example, findings) => {
    expect(told(example)).toEqual(findings);
  });
});

describe('bytes', () => {
  test.each<Case>([
    [
      'a key of a Secret in the status',
      { status: { k: '${secret.data["k"]}' }, resources: [secret] },
      ['bytes-value spec.schema.status.k: The expression yields bytes, and JSON has none.'],
    ],
    [
      'the data of a Secret as a whole',
      { resources: [secret, object('v1', 'Secret', { data: '${secret.data}' })] },
      [],
    ],
    [
      'a key of a Secret in readyWhen',
      { resources: [{ ...secret, readyWhen: ['${secret.data["k"] == b"x"}'] }] },
      ['ready-raw spec.resources[0].readyWhen[0]: What stands there is a text here, and no bytes.'],
    ],
    [
      'base64 in a ConfigMap',
      {
        spec: text(''),
        resources: [configMap('a', 'a', { k: '${string(base64.decode(schema.spec.x))}' })],
      },
      [],
    ],
  ])('%s', (_, example, findings) => {
    expect(told(example)).toEqual(findings);
  });
});

describe('keys of labels and annotations', () => {
  const keyed = (keys: readonly string[]) => Object.fromEntries(keys.map(key => [key, 'x']));
  const template = (labels: object) => ({
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a', ...labels } }, spec: { containers: [{ name: 'a', image: 'a' }] } },
  });

  test.each([['0'], ['team'], ['Team_1.x'], ['app.kubernetes.io/name'], ['k'.repeat(63)]])('%s is one', key => {
    const metadata = { metadata: { name: 'a', labels: keyed([key]), annotations: keyed([key]) } };
    expect(told({ resources: [object('v1', 'ConfigMap', metadata)] })).toEqual([]);
  });

  test.each([
    ['a b'],
    ['-a'],
    [''],
    ['a/b/c'],
    ['/a'],
    ['Example.com/a'],
    ['${schema.metadata.name}'],
    ['k'.repeat(64)],
  ])('%s is none, wherever it stands', key => {
    const metadata = { metadata: { name: 'a', annotations: keyed([key]) } };
    const resources = [
      object('v1', 'ConfigMap', metadata),
      { ...object('apps/v1', 'Deployment', { spec: template(keyed([key])) }), id: 'b' },
    ];
    expect(told({ resources }).map(each => each.split(' ')[0])).toEqual(['label-key', 'label-key']);
  });
});

describe('fields an instance may lack', () => {
  const books = {
    types: { Book: { title: 'string | required=true', pages: 'integer' } },
    spec: { books: '[]Book | required=true' },
  };
  const eachBook = (k: string) => ({
    ...configMap('a', '${b.title}', { k }),
    forEach: [{ b: '${schema.spec.books}' }],
  });

  test.each<Case>([
    [
      'a key of a map',
      {
        spec: { m: 'map[string]string | required=true' },
        resources: [configMap('a', 'a', { k: '${schema.spec.m["k"]}' })],
      },
      [
        'optional-field spec.resources[0].template.data.k: An instance may lack spec.m["k"]; kro then waits for it forever.',
      ],
    ],
    [
      'a key that was asked for',
      {
        spec: { m: 'map[string]string | required=true' },
        resources: [configMap('a', 'a', { k: '${"k" in schema.spec.m ? schema.spec.m["k"] : ""}' })],
      },
      [],
    ],
    [
      'a label of the instance',
      { resources: [configMap('a', 'a', { k: '${schema.metadata.labels["k"]}' })] },
      [
        'optional-field spec.resources[0].template.data.k: An instance may lack metadata.labels["k"]; kro then waits for it forever.',
      ],
    ],
    ['the name of the instance', { resources: [configMap('a', 'a', { k: '${schema.metadata.name}' })] }, []],
    [
      'a field of an item of a forEach, once',
      {
        ...books,
        resources: [eachBook('${string(b.pages)} of ${string(b.pages)} in ${b.title}')],
      },
      [
        'optional-field spec.resources[0].template.data.k: An instance may lack spec.books[].pages; kro then waits for it forever.',
      ],
    ],
    [
      'a list of a forEach, and not what its items have',
      {
        types: books.types,
        spec: { books: '[]Book' },
        resources: [eachBook('${b.title}')],
      },
      [
        'optional-field spec.resources[0].forEach[0].b: An instance may lack spec.books; kro then waits for it forever.',
      ],
    ],
    [
      'a field of an item of a forEach that was asked for',
      { ...books, resources: [eachBook('${has(b.pages) ? string(b.pages) : ""}')] },
      [],
    ],
    [
      'a field of items that were chosen for having it',
      {
        ...books,
        resources: [
          configMap('a', 'a', { k: '${string(schema.spec.books.filter(b, has(b.pages)).map(b, b.pages).sum())}' }),
        ],
      },
      [],
    ],
    [
      'a field of an item in a macro, and of the first',
      {
        ...books,
        resources: [
          configMap('a', 'a', {
            k: '${string(schema.spec.books.map(b, b.pages).sum())}',
            l: '${string(schema.spec.books[0].pages)}',
          }),
        ],
      },
      ['k', 'l'].map(
        key =>
          `optional-field spec.resources[0].template.data.${key}: An instance may lack spec.books[].pages; kro then waits for it forever.`,
      ),
    ],
    [
      'a field of a value in a macro of two variables',
      {
        types: books.types,
        spec: { shelf: 'map[string]Book | required=true' },
        resources: [configMap('a', 'a', { k: '${string(schema.spec.shelf.all(k, b, k == "" || b.pages > 1))}' })],
      },
      [
        'optional-field spec.resources[0].template.data.k: An instance may lack spec.shelf[].pages; kro then waits for it forever.',
      ],
    ],
    [
      'a field in includeWhen',
      { spec: { on: 'boolean' }, resources: [configMap('a', 'a', {}, { includeWhen: ['${schema.spec.on}'] })] },
      ['optional-field spec.resources[0].includeWhen[0]: An instance may lack spec.on; the instance is then in error.'],
    ],
    [
      'a field that was asked for',
      {
        spec: { o: { x: 'string' } },
        resources: [configMap('a', 'a', { k: '${has(schema.spec.o) && has(schema.spec.o.x) ? schema.spec.o.x : ""}' })],
      },
      [],
    ],
  ])('%s', (_, example, findings) => {
    expect(told(example)).toEqual(findings);
  });
});

describe('types inside forEach', () => {
  const pods = (securityContext: string, fields: object): Example => ({
    spec: { names: '[]string | required=true', c: { ...fields } },
    resources: [
      {
        id: 'pods',
        forEach: [{ each1: '${schema.spec.names}' }],
        template: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: '${each1}' },
          spec: { containers: [{ name: 'c', image: 'i' }], securityContext },
        },
      },
    ],
  });
  test.each<Case>([
    [
      'a field of another type',
      pods('${schema.spec.c}', { runAsUser: 'string | default=x' }),
      [
        'loose-type spec.resources[0].template.spec.securityContext: In runAsUser: The field takes int, and the expression yields string.',
      ],
    ],
    ['the same fields', pods('${schema.spec.c}', { runAsUser: 'integer | default=1' }), []],
    [
      'an object for a text, outside',
      { resources: [pod({ nodeSelector: '${schema.metadata.labels}' }), configMap('b', 'b')] },
      [],
    ],
  ])('%s', (_, example, findings) => {
    expect(told(example)).toEqual(findings);
  });
});

describe('the status', () => {
  test.each<Case>([
    [
      'items of two types, in objects',
      {
        status: { l: [{ x: '${a.metadata.name}' }, { x: '${a.metadata.generation}' }] },
        resources: [configMap('a', 'a')],
      },
      ['mixed-list spec.schema.status.l[1].x: This item is int, and l[0].x is string.'],
    ],
    [
      'fields of two types in one item',
      { status: { l: [{ x: '${a.metadata.name}', y: '${a.metadata.generation}' }] }, resources: [configMap('a', 'a')] },
      [],
    ],
    [
      'conditions that are made in a loop',
      {
        status: { conditions: ['${["Ready"].map(t, runtime.newCondition({type: t, status: "True"}))}'] },
        resources: [configMap('a', 'a')],
      },
      [],
    ],
  ])('%s', (_, example, findings) => {
    expect(told(example)).toEqual(findings);
  });
});

describe('readiness and conditions', () => {
  const deployment = {
    id: 'app',
    readyWhen: ['${app.status.availableReplicas > 0}'],
    template: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'app' },
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { containers: [{ name: 'c', image: 'i', envFrom: [{ configMapRef: { name: 'settings' } }] }] },
        },
      },
    },
  };
  const settings = (data: object, name = 'settings') => configMap('settings', name, data);
  test.each<Case>([
    [
      'a Deployment that mounts what waits for it',
      { resources: [deployment, settings({ app: '${app.metadata.uid}' })] },
      [
        'ready-deadlock spec.resources[0].readyWhen[0]: app is ready only with settings, and settings is created only once app is ready.',
      ],
    ],
    ['a Deployment that mounts what does not', { resources: [deployment, settings({ app: 'x' })] }, []],
    ['a ConfigMap of another name', { resources: [deployment, settings({ app: '${app.metadata.uid}' }, 'other')] }, []],
    [
      'a resource that is left out with a list',
      {
        spec: { on: 'boolean | default=false' },
        resources: [
          configMap('a', 'a', {}, { includeWhen: ['${schema.spec.on}'] }),
          configMap('b', '${n}', {}, { forEach: [{ n: '${[a.metadata.name]}' }] }),
        ],
      },
      ['excluded-resource spec.resources[1].forEach[0].n: b is left out wherever a is.'],
    ],
    [
      'arithmetic with a double, on plain JSON',
      {
        resources: [
          object(
            'lambda.aws.m.upbound.io/v1beta1',
            'Function',
            { spec: { forProvider: { region: 'eu-west-1', role: 'r' } } },
            { readyWhen: ['${a.status.atProvider.timeout * 2.0 > 1.0}', '${a.status.atProvider.timeout > 1.0}'] },
          ),
        ],
      },
      [
        'ready-raw spec.resources[0].readyWhen[0]: timeout is an int here whenever it is whole, and cannot be reckoned with as a double.',
      ],
    ],
  ])('%s', (_, example, findings) => {
    expect(told(example)).toEqual(findings);
  });
});

test.each<[object, string[]]>([
  [{ 'a[0]': '${schema.metadata.name}' }, ['bracketed-key spec.resources[0].template.data.a[0]']],
  [{ 'a[0]': 'literal' }, []],
  [{ 'a["b".c]': '${schema.metadata.name}' }, ['bracketed-key spec.resources[0].template.data["a["b".c]"]']],
])('keys %j are told where they hold an expression', (data, expected) => {
  const { findings } = analyze(rgdOfExample({ resources: [configMap('a', 'a', data)] }), { kinds });
  expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
});
