import type { Entry, EntryKind } from './entry';
import { isOneObject, pathOf, type View } from './view';
import type { RuleName, Violation } from './violation';

interface Unique {
  readonly rule: RuleName;
  readonly kind: EntryKind;
  /** Equal for objects Korifi does not let be there together; undefined where another rule speaks of the object. */
  readonly keyOf: (entry: Entry, view: View) => string | undefined;
  readonly says: (entry: Entry) => string;
  /** @default 'Korifi' */
  readonly refusedBy?: string;
}

const lower = (text: unknown) => String(text).toLowerCase();
const key = (...parts: readonly unknown[]) => JSON.stringify(parts);

const UNIQUE: readonly Unique[] = [
  {
    rule: 'org-unique',
    kind: 'CFOrg',
    keyOf: ({ spec }) => lower(spec.displayName),
    says: ({ spec }) => `organization '${spec.displayName}' has the name`,
  },
  {
    rule: 'space-unique',
    kind: 'CFSpace',
    keyOf: ({ namespace, spec }) => key(namespace, lower(spec.displayName)),
    says: ({ spec }) => `space '${spec.displayName}' has the name`,
  },
  {
    rule: 'app-unique',
    kind: 'CFApp',
    keyOf: ({ namespace, spec }) => key(namespace, lower(spec.displayName)),
    says: ({ spec }) => `app '${spec.displayName}' has the name`,
  },
  {
    rule: 'service-unique',
    kind: 'CFServiceInstance',
    keyOf: ({ namespace, spec }) => key(namespace, spec.displayName),
    says: ({ spec }) => `service instance '${spec.displayName}' has the name`,
  },
  {
    rule: 'binding-unique',
    kind: 'CFServiceBinding',
    keyOf: ({ namespace, spec }) => key(namespace, spec.appRef?.name, spec.service?.name, spec.displayName ?? ''),
    says: () => 'the binding has app, service and name',
  },
  {
    rule: 'binding-name',
    kind: 'CFServiceBinding',
    keyOf: (binding, view) => {
      const name = view.bindingName(binding);
      return name && key(binding.namespace, binding.spec.appRef?.name, name);
    },
    says: () => 'the binding has the name, and so the folder below /bindings,',
    refusedBy: 'Kubernetes',
  },
  {
    rule: 'route-unique',
    kind: 'CFRoute',
    keyOf: (route, view) => {
      const domain = view.tryDomain(route);
      return domain && key(lower(route.spec.host), domain.namespace, domain.name, route.spec.path ?? '');
    },
    says: ({ spec }) => `route '${spec.host}' with path '${spec.path || '/'}' has host, domain and path`,
  },
];

/** Objects of which Korifi lets only one be. */
export function checkUnique(view: View): Violation[] {
  const all = UNIQUE.flatMap(each => repeated(each, view));
  const named = all.filter(({ entry }, i) => all.findIndex(each => each.entry === entry) === i);
  const told = new Set(named.map(({ entry }) => entry.construct.node.scope).filter(scope => scope && 'guid' in scope));
  // what an app or a service writes besides itself is written twice because that is
  const isTold = ({ construct }: Entry) => construct.node.scopes.some(scope => told.has(scope));
  return [...named, ...sameObjects(view).filter(({ entry }) => !isTold(entry))];
}

function repeated({ rule, kind, keyOf, says, refusedBy = 'Korifi' }: Unique, view: View): Violation[] {
  const first = new Map<string, Entry>();
  return view.of(kind).flatMap(entry => {
    const key = keyOf(entry, view);
    const other = key === undefined ? undefined : first.get(key);
    if (key !== undefined && !other) first.set(key, entry);
    if (!other || isOneObject(entry, other)) return [];
    return [
      { rule, entry, message: `${says(entry)} of ${pathOf(other)}. ${refusedBy} refuses the second; rename one.` },
    ];
  });
}

/** Two files with one object overwrite each other; where a rule above speaks of them, it says enough. */
function sameObjects(view: View): Violation[] {
  const first = new Map<string, Entry>();
  const told = new Set(UNIQUE.map(each => each.kind));
  return view.entries
    .filter(entry => entry.isWritten && !told.has(entry.kind))
    .flatMap(entry => {
      const id = `${entry.kind} ${entry.namespace}/${entry.name}`;
      const other = first.get(id);
      if (!other) first.set(id, entry);
      if (!other) return [];
      const message = `${id} is written by ${pathOf(other)} as well. Give one another name.`;
      return [{ rule: 'same-object' as const, entry, message }];
    });
}
