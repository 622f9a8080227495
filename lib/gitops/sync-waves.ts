import { kindOf } from '../graph/rgd';
import type { Derive } from '../kro/manifest-file';
import { isObject } from '../schema/openapi';
import { type Graph, graphsOf, tryGraphOf, usedBy } from './graphs-of';
import { isAggregated } from './kro-role';
import { inWave, SYNC_OPTIONS, WAVE, WAVES } from './wave';

/**
 * Puts objects into the order Argo CD has to apply them in: CRDs and namespaces at -1, a graph and its ClusterRole at -1, a graph that another
 * one uses as a kind before that one. Instances get the option SkipDryRunOnMissingResource, for their CRD is there once kro has made it.
 * What says a wave itself keeps it.
 */
export const syncWaves: Derive = files => {
  const graphs = graphsOf(files);
  const waves = wavesOf(graphs);
  const served = new Set(graphs.map(graph => graph.serves));
  return files.map(({ path, objects }) => {
    const ownWave = objects.map(tryGraphOf).find(graph => graph !== undefined);
    return {
      path,
      objects: objects.map(object => {
        if (served.has(kindOf(object))) return annotated(object, SKIP_DRY_RUN);
        const wave = isAggregated(object) && ownWave ? waves.get(ownWave.serves) : waveOf(object, waves);
        return wave === undefined ? object : annotated(object, inWave(wave));
      }),
    };
  });
};

const SKIP_DRY_RUN = { [SYNC_OPTIONS]: 'SkipDryRunOnMissingResource=true' };
const DEFINITIONS = new Set(['v1 Namespace', 'apiextensions.k8s.io/v1 CustomResourceDefinition']);

function waveOf(object: object, waves: ReadonlyMap<string, number>): number | undefined {
  const graph = tryGraphOf(object);
  if (graph) return waves.get(graph.serves);
  return DEFINITIONS.has(kindOf(object)) ? WAVES.definitions : undefined;
}

/** The wave of each graph by the kind it serves: as many before -1 as there are graphs above it that wait for it. */
function wavesOf(graphs: readonly Graph[]): ReadonlyMap<string, number> {
  const users = new Map(
    graphs.map(({ serves }) => [serves, graphs.filter(graph => usedBy(graph).created.includes(serves))]),
  );
  const height = (serves: string, above: readonly string[]): number => {
    const next = (users.get(serves) ?? []).filter(user => !above.includes(user.serves)); // kro refuses a circle
    return Math.max(0, ...next.map(user => 1 + height(user.serves, [...above, serves])));
  };
  return new Map(graphs.map(({ serves }) => [serves, WAVES.definitions - height(serves, [])]));
}

interface Metadata {
  readonly annotations?: Readonly<Record<string, string>>;
}

const metadataOf = (object: object): Metadata =>
  isObject(object) && isObject(object.metadata) ? (object.metadata as Metadata) : {};

/** The object with one annotation more, behind a comma where it is a list of sync options that is there already. */
function annotated(object: object, added: Readonly<Record<string, string>>): object {
  const metadata = metadataOf(object);
  const { annotations = {} } = metadata;
  if (WAVE in added && WAVE in annotations) return object;
  const [[key, value]] = Object.entries(added);
  const before = annotations[key];
  if (before?.split(',').includes(value)) return object;
  const joined = { ...annotations, [key]: before === undefined ? value : `${before},${value}` };
  return { ...object, metadata: { ...metadata, annotations: joined } };
}
