import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { refOf, resource } from '../../lib/kro/resource';
import { token } from '../../lib/kro/token';
import { bareGraph, red, resourcesOf, Widget } from './fixtures';

const crd = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.ex.io }
spec:
  group: ex.io
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                label: { type: string }
                size: { type: integer }
                names: { type: array, items: { type: string } }
                port: { anyOf: [{ type: integer }, { type: string }], x-kubernetes-int-or-string: true }
                owner: { type: object, properties: { id: { type: string } } }
`;

type WidgetClass = new (scope: Construct, id: string, props: object) => ApiObject;
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-import-'));
let Generated: WidgetClass;
let IntOrString: { fromNumber(value: number): unknown };

beforeAll(() => {
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'crd.yaml'), crd);
  const cli = resolve('node_modules/cdk8s-cli/bin/cdk8s');
  const options = [
    'import',
    '--language',
    'typescript',
    '--output',
    '.',
    '--no-save',
    '--check-upgrade=false',
    'crd.yaml',
  ];
  execFileSync(process.execPath, [cli, ...options], { cwd: folder, stdio: 'pipe' });
  const module = require(join(folder, 'ex.io.ts'));
  Generated = module.Widget;
  IntOrString = module.WidgetSpecPort;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

test('a class of the real `cdk8s import` becomes a resource, with references in it', () => {
  const graph = bareGraph();
  const other = resource(graph, 'other', Widget, { spec: red });
  const generated = new Generated(graph, 'generated', {
    spec: {
      label: `x-${other.status.url}`,
      size: token.number(other.status.count),
      names: token.list(graph.spec.zones),
      port: IntOrString.fromNumber(token.number(graph.spec.size)),
      owner: { id: other.status.owner.id },
    },
  });
  expect(resourcesOf(graph)[1]).toEqual({
    id: 'generated',
    template: {
      apiVersion: 'ex.io/v1',
      kind: 'Widget',
      metadata: { name: '${schema.metadata.name}-generated' },
      spec: {
        label: 'x-${other.status.url}',
        size: '${other.status.count}',
        names: '${schema.spec.zones}',
        port: '${schema.spec.size}',
        owner: { id: '${other.status.owner.id}' },
      },
    },
  });
  expect(`${refOf(generated, Widget).status.url}`).toBe('${generated.status.url}');
});

test('a reference that its class would drop is refused, not lost', () => {
  const graph = bareGraph();
  new Generated(graph, 'generated', { spec: { owner: graph.metadata.labels } });
  expect(() => graph.toJson()).toThrow(
    'bare/generated: the class of Widget drops ${schema.metadata.labels}. It takes no expression there: use resource()',
  );
});
