import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { analyze } from '../../lib/graph';
import { APPS_NAMESPACE } from '../../lib/platform';
import { Kinds } from '../../lib/schema/kinds';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}
interface Graph extends Manifest {
  readonly spec: {
    readonly schema: { readonly kind: string };
    readonly resources: readonly { readonly id: string; readonly template: Manifest }[];
  };
}

/** The three layers of the serverless platform as a Mermaid flowchart: what is in the graphs and the instances below `dist/`. */
export function layers(dist: string): string {
  const isGraph = (manifest: Manifest): manifest is Graph => manifest.kind === 'ResourceGraphDefinition';
  const graphs = manifestsIn(join(dist, 'rgds')).filter(isGraph);
  const kindOf = ({ spec }: Graph) => spec.schema.kind;
  const shared = graphs.find(graph => kindOf(graph) === 'SharedPlatform')!;
  const instances = manifestsIn(join(dist, 'apps')).filter(({ metadata }) => metadata.namespace === APPS_NAMESPACE);
  const served = graphs.filter(graph => instances.some(({ kind }) => kind === kindOf(graph)));
  return [
    'flowchart TB',
    ...box('SharedPlatform', 'Layer 1, once per environment: SharedPlatform', resourcesOf(shared)),
    ...served.flatMap(graph => [
      ...box(kindOf(graph), `Layer 2, once per cluster: ${kindOf(graph)}`, resourcesOf(graph)),
      `  SharedPlatform ==>|platform-config| ${kindOf(graph)}`,
      ...box(`${kindOf(graph)}s`, `Layer 3: instances of ${kindOf(graph)}`, namesOf(instances, kindOf(graph))),
      `  ${kindOf(graph)} ==> ${kindOf(graph)}s`,
    ]),
    '',
  ].join('\n');
}

const box = (id: string, title: string, lines: readonly string[]) => [
  `  subgraph ${id}["${title}"]`,
  '    direction LR',
  ...lines.map(line => `    ${line}`),
  '  end',
];

const namesOf = (instances: readonly Manifest[], kind: string) =>
  instances.filter(each => each.kind === kind).map(({ metadata: { name } }) => `${idOf(kind, name)}["${name}"]`);

const idOf = (kind: string, name: string) => `${kind}_${name.replace(/\W/g, '_')}`;

/** The resources of a graph, and an arrow from each to what waits for it, unless others in between say so already. */
function resourcesOf(graph: Graph): string[] {
  const { kind } = graph.spec.schema;
  const before = withoutDetours(analyze(graph, { kinds: Kinds.bundled() }).dependencies);
  const alike = new Map<string, Graph['spec']['resources']>();
  for (const resource of graph.spec.resources) {
    const after = Object.keys(before).filter(id => before[id].includes(resource.id));
    const key = JSON.stringify([resource.template.kind, before[resource.id], after]);
    alike.set(key, [...(alike.get(key) ?? []), resource]);
  }
  const groups = [...alike.values()].flatMap(group => (group.length > 2 ? [group] : group.map(one => [one])));
  const label = ([{ id, template }, ...more]: Graph['spec']['resources']) =>
    more.length > 0 ? `${more.length + 1} × ${template.kind}` : `${id}<br/>${template.kind}`;
  return [
    ...groups.map(group => `${idOf(kind, group[0].id)}["${label(group)}"]`),
    ...groups.flatMap(([{ id }]) => before[id].map(each => `${idOf(kind, each)} --> ${idOf(kind, id)}`)),
  ];
}

type Dependencies = Readonly<Record<string, readonly string[]>>;

/** The dependencies that no other dependency of the same resource has in turn. */
function withoutDetours(all: Dependencies): Dependencies {
  const reaches = (from: string, to: string): boolean => all[from].some(each => each === to || reaches(each, to));
  const direct = (ids: readonly string[]) => ids.filter(id => !ids.some(other => reaches(other, id)));
  return Object.fromEntries(Object.entries(all).map(([id, ids]) => [id, direct(ids)]));
}

function manifestsIn(folder: string): Manifest[] {
  const files = readdirSync(folder, { recursive: true }).map(String);
  return files
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .flatMap(file => parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(document => document.toJS()));
}
