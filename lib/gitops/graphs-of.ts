import { servedBy } from '../graph/crd';
import { kindOf, type Rgd, rgdOf } from '../graph/rgd';
import type { ManifestFile } from '../kro/manifest-file';

/** A ResourceGraphDefinition among the objects of an app. */
export interface Graph {
  readonly object: object;
  readonly rgd: Rgd;
  /** Of its instances: `kro.run/v1alpha1 CartsStack`. */
  readonly serves: string;
}

/** The graph an object is, if it is one. */
export function tryGraphOf(object: object): Graph | undefined {
  if (kindOf(object) !== 'kro.run/v1alpha1 ResourceGraphDefinition') return undefined;
  const rgd = rgdOf(object);
  return { object, rgd, serves: servedBy(rgd) };
}

export const graphsOf = (files: readonly ManifestFile[]): Graph[] =>
  files.flatMap(({ objects }) => objects.map(tryGraphOf).filter(graph => graph !== undefined));

/** What a graph creates, and what it only reads, each as `apiVersion kind`. */
export function usedBy({ rgd }: Graph): { readonly created: readonly string[]; readonly read: readonly string[] } {
  const distinct = (kinds: readonly string[]) => [...new Set(kinds)].filter(kind => kind !== '');
  return {
    created: distinct(rgd.resources.map(({ template }) => kindOf(template))),
    read: distinct(rgd.resources.map(({ external }) => kindOf(external))),
  };
}
