import type { EntryKind, Manifest } from './entry';
import type { View } from './view';
import type { Violation } from './violation';

/** What neither Korifi nor the graphs let change. A route names its domain by reference with the one, in words with the others. */
const IMMUTABLE: { readonly [K in EntryKind]?: readonly string[] } = {
  CFApp: ['lifecycle.type'],
  CFRoute: ['host', 'path', 'protocol', 'domain', 'domainRef.name', 'domainRef.namespace'],
  CFServiceInstance: ['type'],
  CFServiceBinding: ['appRef.name', 'service.name'],
};

/** Changes of what the last synth wrote that would be refused. */
export function checkImmutable(view: View, before: readonly Manifest[]): Violation[] {
  return before.flatMap(old => {
    const entry = view.tryFind(old.kind, old.namespace, old.name);
    // What moves between Korifi and the graphs is another object.
    if (!entry?.isWritten || entry.apiVersion !== old.apiVersion) return [];
    return (IMMUTABLE[old.kind] ?? []).flatMap(path => {
      const [was, is] = [at(old.spec, path), at(entry.spec, path)];
      if (was === is) return [];
      const message = `spec.${path} was '${was}' and is '${is}', and it never may change. Give the object another name (guid), or take it out of the output, have it deleted, and add it again.`;
      return [{ rule: 'immutable' as const, entry, message }];
    });
  });
}

const at = (spec: Manifest['spec'], path: string): unknown =>
  path.split('.').reduce((value, key) => value?.[key], spec) ?? '';
