import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import { crd, moduleOf, object, root } from './samples';

const KIND = `
export interface ObjectMeta { readonly name?: string }
export interface Kind<out O extends object = object> { readonly apiVersion: string; readonly kind: string; readonly plural?: string;
  readonly scope?: 'Namespaced' | 'Cluster'; readonly schema?: string; readonly object?: O }
`;

/** What TypeScript finds wrong with modules, which import each other by their names. */
function diagnosticsOf(modules: { readonly [file: string]: string }): string[] {
  const folder = resolve('compiled');
  const files = new Map(Object.entries(modules).map(([file, text]) => [resolve(folder, file), text]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    isolatedModules: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = file => files.has(file) || fileExists(file);
  host.readFile = file => files.get(file) ?? readFile(file);
  host.directoryExists = path => path === folder || ts.sys.directoryExists(path);
  const program = ts.createProgram(
    [...files.keys()].filter(file => dirname(file) === folder),
    options,
    host,
  );
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const sized = (name: string) => root({ spec: object({ [name]: { type: 'array', items: object({ size: {} }) } }) });
const AWKWARD = [
  'Function',
  'Object',
  'Map',
  'Array',
  'Record',
  'ReadonlyArray',
  'String',
  'Kind',
  'ObjectMeta',
  'Promise',
  'my-default',
  'class',
];

const modules = {
  'kind.ts': KIND,
  'cart.ts': moduleOf(
    crd({
      versions: {
        v1: root({
          spec: object(
            {
              name: { type: 'string' },
              mode: { type: 'string', enum: ['FAST', 'SLOW'] },
              level: { type: 'integer', enum: [1, 2] },
              port: { 'x-kubernetes-int-or-string': true },
              items: { type: 'array', items: object({ sku: { type: 'string' } }, { required: ['sku'] }) },
              labels: { type: 'object', additionalProperties: { type: 'string' } },
              values: { type: 'object' },
            },
            { required: ['name'] },
          ),
          status: object({ ready: { type: 'boolean' } }),
        }),
        v1beta1: root({ spec: object({ title: { type: 'string' } }) }),
      },
    }),
  ).replace("'cdk8s-kro'", "'./kind.js'"),
  'awkward.ts': moduleOf(
    ...AWKWARD.map((kind, i) =>
      crd({ kind, plural: `awkward${i}`, versions: { v1: sized('items'), v1beta1: sized('type') } }),
    ),
  ).replace("'cdk8s-kro'", "'./kind.js'"),
};

test('modules compile, whatever their kinds are called', () => {
  expect(diagnosticsOf(modules)).toEqual([]);
});

test('types take what the schema takes, and nothing else', () => {
  const use = `
import type { Kind } from './kind.js';
import { Cart, CartV1Beta1 } from './cart.js';
declare function objectOf<O extends object>(kind: Kind<O>, object: O): O;

const cart = objectOf(Cart, {
  metadata: { name: 'a' },
  spec: { name: 'a', mode: 'FAST', level: 2, port: 'http', items: [{ sku: 's' }], labels: { a: 'b' }, values: { any: [1] } },
});
export const ready: boolean | undefined = cart.status?.ready;
objectOf(CartV1Beta1, { spec: { title: 'a' } });
objectOf(CartV1Beta1, {});
// @ts-expect-error a spec is missing
objectOf(Cart, {});
// @ts-expect-error a required field is missing
objectOf(Cart, { spec: {} });
// @ts-expect-error a field is misspelt
objectOf(Cart, { spec: { name: 'a', nmae: 'a' } });
// @ts-expect-error a value is not in the enum
objectOf(Cart, { spec: { name: 'a', mode: 'QUICK' } });
// @ts-expect-error a number is not in the enum
objectOf(Cart, { spec: { name: 'a', level: 3 } });
// @ts-expect-error a boolean is neither number nor string
objectOf(Cart, { spec: { name: 'a', port: true } });
// @ts-expect-error an item lacks a required field
objectOf(Cart, { spec: { name: 'a', items: [{}] } });
// @ts-expect-error a field of the other version
objectOf(CartV1Beta1, { spec: { name: 'a' } });
// @ts-expect-error apiVersion is not for the author
objectOf(Cart, { apiVersion: 'v1', spec: { name: 'a' } });
// @ts-expect-error a field of status is misspelt
cart.status?.raedy;
// @ts-expect-error all of it is readonly
cart.spec.name = 'b';
`;
  expect(diagnosticsOf({ ...modules, 'use.ts': use })).toEqual([]);
});
