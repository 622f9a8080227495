import { App, type Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { ResourceGraph } from '../../lib/kro/graph';
import * as kro from '../../lib/kro/kind';
import * as s from '../../lib/schema/field';

export interface Widget {
  readonly metadata?: kro.ObjectMeta;
  readonly spec: {
    readonly color: 'RED' | 'BLUE';
    readonly size: number;
    readonly label?: string;
    readonly on?: boolean;
    readonly parts?: readonly { readonly name: string; readonly count?: number }[];
    readonly tags?: Readonly<Record<string, string>>;
    // biome-ignore lint/suspicious/noExplicitAny: a preserve-unknown field
    readonly free?: { readonly [key: string]: any };
  };
  readonly status?: {
    readonly url?: string;
    readonly ready?: boolean;
    readonly count?: number;
    readonly owner?: { readonly id?: string; readonly names?: readonly string[] };
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}
export const Widget: kro.Kind<Widget> = { apiVersion: 'ex.io/v1', kind: 'Widget' };

export const Shop = kro.api({
  group: 'shop.example.com',
  kind: 'Shop',
  spec: {
    name: s.string().required(),
    size: s.integer().default(1),
    color: s.string().enum('RED', 'BLUE').default('RED'),
    zones: s.list(s.string()),
    cells: s.list(s.object({ row: s.integer().required() })),
    args: s.list(s.string()),
    on: s.boolean().default(true),
  },
  status: { url: s.string(), count: s.integer() },
});
export type Shop = typeof Shop;

/** A graph of an API without a status, so that a test has to say only what it is about. */
export const Bare = kro.api({ kind: 'Bare', spec: { ...Shop.spec } });

export const bareGraph = (id = 'bare'): ResourceGraph<typeof Bare> => new ResourceGraph(new App(), id, Bare);

type Entry = { readonly id: string; readonly template: Record<string, unknown>; readonly [key: string]: unknown };

/** The resources of a graph as kro lists them. */
export const resourcesOf = (graph: Chart): Entry[] =>
  (graph.toJson()[0] as { spec: { resources: Entry[] } }).spec.resources;

/** The only resource of a graph. */
export const onlyResource = (graph: Chart): Entry => {
  const [first, ...others] = resourcesOf(graph);
  expect(others).toEqual([]);
  return first;
};

export const yamlOf = (value: unknown): string => stringify(value, { lineWidth: 0 });

export const red = { color: 'RED', size: 1 } as const;
