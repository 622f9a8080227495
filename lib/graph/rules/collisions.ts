import type { Kinds } from '../../schema/kinds';
import { isObject } from '../../schema/openapi';
import { servedBy } from '../crd';
import { type Finding, warning } from '../finding';
import { kindOf, rgdOf } from '../rgd';
import { Identities, type Identity } from './identity';

type Instance = Readonly<Record<string, unknown>>;

/** Who has something, and by which of its resources. */
interface Owner {
  readonly index: number;
  readonly id: string;
}

/**
 * Objects that two instances would both have: kro applies neither, or one takes the other's away. For each instance, what it shares
 * with those before it, and with itself. What only the cluster knows is left out.
 */
export function collisions(
  rgds: readonly unknown[],
  instances: readonly unknown[],
  { kinds }: { readonly kinds: Kinds },
): readonly (readonly Finding[])[] {
  const graphs = new Map(rgds.map(rgdOf).map(rgd => [servedBy(rgd), rgd]));
  const apis = new Map<string, Identities>(); // of APIs that have instances only
  const owners = new Map<string, Owner>();
  return instances.map((instance, index) => {
    const api = kindOf(instance);
    const rgd = graphs.get(api);
    if (!rgd || !isObject(instance)) return [];
    const identities = apis.get(api) ?? new Identities(rgd, kinds);
    apis.set(api, identities);
    return shared(identities.of(instance), index, owners).map(each => finding(each, instances));
  });
}

/** What is shared with one owner: the first of it, and how much else. */
interface Shared {
  readonly identity: Identity;
  readonly owner: Owner;
  readonly isOwn: boolean;
  more: number;
}

function shared(identities: readonly Identity[], index: number, owners: Map<string, Owner>): Shared[] {
  const byOwner = new Map<number, Shared>();
  for (const identity of identities) {
    const owner = owners.get(identity.key);
    if (!owner) owners.set(identity.key, { index, id: identity.id });
    else if (byOwner.has(owner.index)) byOwner.get(owner.index)!.more++;
    else byOwner.set(owner.index, { identity, owner, isOwn: owner.index === index, more: 0 });
  }
  return [...byOwner.values()];
}

function finding({ identity, owner, isOwn, more }: Shared, instances: readonly unknown[]): Finding {
  const whose = isOwn ? `as ${owner.id}` : `by ${nameOf(instances[owner.index])}`;
  const others = more === 0 ? '' : `, and so ${more === 1 ? 'is one other' : `are ${more} others`}`;
  return warning({
    code: 'instance-collision',
    path: 'metadata.name',
    message: `The ${identity.name} that ${identity.id} makes is also made ${whose}${others}.`,
    hint: isOwn ? 'Change the fields their names are made of.' : 'Change the fields its name is made of.',
  });
}

function nameOf(instance: unknown): string {
  const { kind, metadata } = instance as Instance;
  const { name, namespace } = isObject(metadata) ? metadata : {};
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? 'without a name'}`;
}
