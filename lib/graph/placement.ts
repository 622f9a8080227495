import type { KindInfo } from '../schema/kinds';
import { isObject } from '../schema/openapi';
import { joinPath } from '../schema/problem';
import { error, type Finding } from './finding';

/** What decides where an object may live. */
export interface Placed {
  readonly object: Readonly<Record<string, unknown>>;
  readonly kind: KindInfo;
  readonly id: string;
  readonly root: string;
  /** Whether instances of the API have no namespace. */
  readonly clusterScoped: boolean;
  /** Whether a selector picks the objects: it may look into all namespaces. */
  readonly selected: boolean;
}

/** The rules for `metadata.namespace` and for labels that kro keeps to itself. */
export function checkPlacement(placed: Placed): Finding[] {
  const metadata = isObject(placed.object.metadata) ? placed.object.metadata : {};
  return [...checkNamespace(placed, metadata), ...checkLabels(placed, metadata)];
}

function checkNamespace(
  { kind, id, root, clusterScoped, selected }: Placed,
  metadata: Readonly<Record<string, unknown>>,
): Finding[] {
  const path = `${root}.metadata.namespace`;
  if (kind.scope === 'Cluster') {
    if (!Object.hasOwn(metadata, 'namespace')) return [];
    const kro = `resource "${id}" is cluster-scoped and must not set metadata.namespace`;
    return [
      error({
        code: 'namespace',
        path,
        message: `A ${kind.kind} lives in no namespace.`,
        kro,
        hint: 'Remove metadata.namespace.',
      }),
    ];
  }
  const { namespace } = metadata;
  if (!clusterScoped || selected || (typeof namespace === 'string' && namespace.trim() !== '')) return [];
  const kro = `resource "${id}" is namespaced and must set metadata.namespace when the instance CRD is cluster-scoped`;
  const message = `A ${kind.kind} lives in a namespace, and instances of this API have none to lend.`;
  return [error({ code: 'namespace', path: `${root}.metadata`, message, kro, hint: 'Set metadata.namespace.' })];
}

function checkLabels({ id, root }: Placed, metadata: Readonly<Record<string, unknown>>): Finding[] {
  const labels = isObject(metadata.labels) ? Object.keys(metadata.labels) : [];
  const kro = `invalid label for resource "${id}". labels with prefix "kro.run/" are reserved for internal use`;
  return labels
    .filter(label => label.startsWith('kro.run/'))
    .map(label =>
      error({
        code: 'reserved-label',
        path: joinPath(`${root}.metadata.labels`, label),
        message: `kro sets labels that begin with kro.run/ itself.`,
        kro,
      }),
    );
}
