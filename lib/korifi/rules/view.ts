import type { Entry, EntryKind } from './entry';

/** All objects of one foundation. */
export class View {
  private readonly byIdentity = new Map<string, Entry>();

  constructor(
    readonly rootNamespace: string,
    readonly entries: readonly Entry[],
  ) {
    for (const entry of entries) {
      const key = identity(entry.kind, entry.namespace, entry.name);
      if (!this.byIdentity.get(key)?.isWritten) this.byIdentity.set(key, entry);
    }
  }

  of(kind: EntryKind): Entry[] {
    return this.entries.filter(entry => entry.kind === kind);
  }

  tryFind(kind: EntryKind, namespace: string, name: string): Entry | undefined {
    return this.byIdentity.get(identity(kind, namespace, name));
  }

  /** What an app knows a service by: the name of the binding, or that of the service. */
  bindingName({ namespace, spec: { displayName, service } }: Entry): string | undefined {
    return displayName || this.tryFind('CFServiceInstance', namespace, service?.name)?.spec.displayName;
  }

  /** The domain of a route: by reference, or as graphs have it by name. */
  tryDomain({ spec }: Entry): Entry | undefined {
    if (typeof spec.domain === 'string') return this.of('CFDomain').find(each => each.spec.name === spec.domain);
    const { namespace = this.rootNamespace, name } = spec.domainRef ?? {};
    return this.tryFind('CFDomain', namespace, name);
  }
}

const identity = (kind: EntryKind, namespace: string, name: string) => `${kind} ${namespace}/${name}`;

export const pathOf = ({ construct }: Entry): string => construct.node.path;

/** Whether two entries are one object that is written at most once: what one file writes, another may say to exist. */
export const isOneObject = (a: Entry, b: Entry): boolean =>
  a.name === b.name && a.namespace === b.namespace && !(a.isWritten && b.isWritten);
