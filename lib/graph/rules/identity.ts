import type { Node } from '../../cel/ast';
import { Environment } from '../../cel/env';
import type { Values } from '../../cel/eval';
import { nodesOf } from '../../cel/walk';
import { withDefaults } from '../../schema/fill';
import type { KindInfo, Kinds } from '../../schema/kinds';
import { isObject, own, type Schema } from '../../schema/openapi';
import { apiSchema } from '../api';
import { isClusterScoped } from '../crd';
import { type Resource, type Rgd, textAt } from '../rgd';
import { instanceSchema } from '../scope';
import { readText } from '../text';

/** Something that there can be one of only: an object of the cluster, or a resource of the cloud. */
export interface Identity {
  /** The resource it is made by. */
  readonly id: string;
  /** What it is, in words: `ConfigMap shop/settings`. */
  readonly name: string;
  /** Equal for what is the same. */
  readonly key: string;
}

/** More items of a collection than this are not told apart. */
const MANY = 1000;

/** A text that is known once the instance is: undefined where it waits for the cluster, or fails. */
type Read = (values: Values) => unknown;

/** Tells what the instances of an API are made into. Expressions are read once, so that there may be many instances. */
export class Identities {
  private readonly env: Environment;
  private readonly spec: Schema;
  private readonly resources: ReadonlyMap<string, Resource>;
  private readonly makers: readonly ((values: Values, namespace: string) => Identity[])[];

  constructor(rgd: Rgd, kinds: Kinds) {
    this.spec = apiSchema(rgd).spec;
    this.env = Environment.of({ schema: instanceSchema(this.spec, isClusterScoped(rgd)) });
    this.resources = new Map(rgd.resources.map(resource => [resource.id, resource]));
    this.makers = rgd.resources.flatMap(resource => this.maker(resource, kinds) ?? []);
  }

  /** Everything of an instance whose identity is known before it is applied. */
  of(instance: Readonly<Record<string, unknown>>): Identity[] {
    const { status: _, ...written } = instance;
    const spec = withDefaults(written.spec ?? this.spec.default, this.spec);
    const values = { schema: { ...written, spec } };
    const metadata = isObject(written.metadata) ? written.metadata : {};
    return this.makers.flatMap(make => make(values, textAt(metadata, 'namespace')));
  }

  private maker(resource: Resource, kinds: Kinds) {
    const { template } = resource;
    if (!isObject(template) || resource.external) return undefined;
    const kind = kinds.tryFind(textAt(template, 'apiVersion'), textAt(template, 'kind'));
    const iterators = new Set(resource.forEach.map(each => each.name));
    const name = this.read(valueAt(template, ['metadata', 'name']), iterators);
    if (!kind || !name) return undefined;
    const namespace = this.read(valueAt(template, ['metadata', 'namespace']) ?? '', iterators);
    const cloud = this.cloudName(template, kind, iterators);
    const isThere = this.conditionOf(resource);
    const items = this.itemsOf(resource);
    if (!isThere || !items) return undefined;
    return (values: Values, home: string): Identity[] => {
      if (!isThere(values)) return [];
      return items(values).flatMap(item => {
        const own = name(item);
        const written = kind.scope === 'Cluster' ? '' : namespace?.(item);
        const within = written === '' && kind.scope === 'Namespaced' ? home : written;
        const inCloud = cloud?.(item);
        return [
          ...(typeof own === 'string' && typeof within === 'string'
            ? [objectIdentity(resource.id, kind, within, own)]
            : []),
          ...(inCloud ? [{ id: resource.id, ...inCloud }] : []),
        ];
      });
    };
  }

  /** The name of what a kind of ACK, or of Crossplane, stands for, where the kind says which field holds it. */
  private cloudName(template: Readonly<Record<string, unknown>>, kind: KindInfo, iterators: ReadonlySet<string>) {
    const places = [CLOUD_NAME, ...ackName(kind).map(field => ['spec', field])];
    const read = places.flatMap(place => this.read(valueAt(template, place), iterators) ?? [])[0];
    const regions = REGIONS.map(place => this.read(valueAt(template, place) ?? '', iterators));
    if (!read || regions.some(region => !region)) return undefined;
    const group = kind.apiVersion.split('/')[0];
    return (values: Values) => {
      const name = read(values);
      const region = regions.map(each => each!(values));
      if (typeof name !== 'string' || name === '' || region.some(each => typeof each !== 'string')) return undefined;
      return { name: `${kind.kind} ${name} of AWS`, key: JSON.stringify(['cloud', group, kind.kind, ...region, name]) };
    };
  }

  /** Whether an instance has the resource; one of which that is not known is left out. */
  private conditionOf({ includeWhen }: Resource): ((values: Values) => boolean) | undefined {
    const conditions = includeWhen.map(({ text }) => this.read(text, new Set()));
    return conditions.includes(undefined) ? undefined : values => conditions.every(each => each!(values) === true);
  }

  /** The variables of each item of a collection; for any other resource those of the instance. */
  private itemsOf({ forEach }: Resource): ((values: Values) => Values[]) | undefined {
    const lists = forEach.map(({ name, text }) => ({ name, read: this.read(text, new Set()) }));
    if (lists.some(each => !each.read)) return undefined;
    return values =>
      lists.reduce<Values[]>(
        (all, { name, read }) => {
          const list = read!(values);
          if (!Array.isArray(list) || all.length * list.length > MANY) return [];
          return all.flatMap(one => list.map((item: unknown) => ({ ...one, [name]: item })));
        },
        [values],
      );
  }

  /** Reads a value of a template; undefined where it depends on more than the instance and what the graph says itself. */
  private read(value: unknown, iterators: ReadonlySet<string>, depth = 0): Read | undefined {
    if (typeof value !== 'string') return undefined;
    const text = readText(value);
    if (text.kind === 'literal') return () => value;
    const parsed = text.kind === 'nested' ? undefined : this.env.parse(text.cel.text);
    if (text.kind === 'nested' || !parsed || 'errors' in parsed) return undefined;
    const needs = this.needsOf(parsed.node, iterators, depth);
    if (!needs) return undefined;
    const { env } = this;
    const cel = text.cel.text;
    return values => {
      const result = env.evaluate(cel, needs.length === 0 ? values : withNeeds(values, needs));
      return 'value' in result ? result.value : undefined;
    };
  }

  /** What an expression reads of other resources, as their templates have it; undefined where they do not say. */
  private needsOf(root: Node, iterators: ReadonlySet<string>, depth: number): Need[] | undefined {
    const needs: Need[] = [];
    const taken = new Set<Node>();
    const bound = new Set<string>(['schema', ...iterators]);
    for (const node of nodesOf(root)) {
      if (taken.has(node)) continue;
      if (node.kind === 'comprehension') for (const name of [node.iter, node.iter2 ?? '', node.accu]) bound.add(name);
      const path = pathTo(node);
      if (!path || bound.has(path[0]) || path[0].startsWith('@')) continue;
      for (const each of nodesOf(node)) taken.add(each);
      const resource = depth < 5 ? this.resources.get(path[0]) : undefined;
      const isPlain = resource && !resource.external && resource.forEach.length === 0;
      const read = isPlain && this.read(valueAt(resource.template, path.slice(1)), new Set(), depth + 1);
      if (!read) return undefined;
      needs.push({ path, read });
    }
    return needs;
  }
}

/** The value at the end of `path`, known by reading another expression. */
interface Need {
  readonly path: readonly string[];
  readonly read: Read;
}

function withNeeds(values: Values, needs: readonly Need[]): Values {
  const all: Record<string, unknown> = { ...values };
  for (const { path, read } of needs) {
    const value = read(values);
    let at = all;
    for (const step of path.slice(0, -1)) {
      at[step] = { ...(isObject(at[step]) && at[step]) };
      at = at[step] as Record<string, unknown>;
    }
    if (value !== undefined) at[path[path.length - 1]] = value;
  }
  return all;
}

/** `ns.metadata.name` in its parts. */
function pathTo(node: Node): string[] | undefined {
  if (node.kind === 'ident') return [node.name];
  if (node.kind !== 'select' || node.test || node.optional) return undefined;
  const path = pathTo(node.operand);
  return path && [...path, node.field];
}

const valueAt = (object: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (isObject(at) ? own(at, key) : undefined), object);

function objectIdentity(id: string, { apiVersion, kind }: KindInfo, namespace: string, name: string): Identity {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const place = namespace === '' ? name : `${namespace}/${name}`;
  return { id, name: `${kind} ${place}`, key: JSON.stringify([group, kind, namespace, name]) };
}

/** Where Crossplane keeps the name of what is in the cloud. */
const CLOUD_NAME = ['metadata', 'annotations', 'crossplane.io/external-name'];
/** What tells equal names in the cloud apart. */
const REGIONS = [
  ['metadata', 'annotations', 'services.k8s.aws/region'],
  ['spec', 'forProvider', 'region'],
];

/** The required field of a kind of ACK that is the name of what it makes: `name`, or `tableName` of a Table. */
function ackName({ kind, schema: { properties = {} } }: KindInfo): string[] {
  const { spec, status } = properties;
  if (!status?.properties?.ackResourceMetadata) return [];
  const names = ['name', `${kind[0].toLowerCase()}${kind.slice(1)}Name`];
  return names.filter(name => spec?.required?.includes(name));
}
