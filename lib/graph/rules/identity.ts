import { Program, shapeOf, type Values } from '../../cel/eval';
import { withDefaults } from '../../schema/fill';
import type { KindInfo, Kinds } from '../../schema/kinds';
import { isObject, type Schema } from '../../schema/openapi';
import { apiSchema } from '../api';
import { isClusterScoped } from '../crd';
import { Inliner, valueAt, variablesOf } from '../inline';
import { type Resource, type Rgd, textAt } from '../rgd';
import { instanceSchema } from '../scope';

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

/** The value of a text of a template for an instance: undefined where that waits for the cluster, or fails. */
type Read = (values: Values) => unknown;
/** What one resource makes of an instance that lives in `home`. */
type Maker = (values: Values, home: string) => Identity[];

/** Tells what the instances of an API are made into. Expressions are read once, so that there may be many instances. */
export class Identities {
  private readonly spec: Schema;
  private readonly shapes;
  private readonly inliner: Inliner;
  private readonly makers: readonly Maker[];

  constructor(rgd: Rgd, kinds: Kinds) {
    this.spec = apiSchema(rgd).spec;
    this.shapes = { schema: shapeOf(instanceSchema(this.spec, isClusterScoped(rgd))) };
    this.inliner = new Inliner(rgd.resources);
    this.makers = rgd.resources.flatMap(resource => this.maker(resource, kinds) ?? []);
  }

  /** Everything of an instance whose identity is known before it is applied. */
  of(instance: Readonly<Record<string, unknown>>): Identity[] {
    const { status: _, ...written } = instance;
    const spec = withDefaults(written.spec ?? this.spec.default, this.spec);
    const metadata = isObject(written.metadata) ? written.metadata : {};
    return this.makers.flatMap(make => make({ schema: { ...written, spec } }, textAt(metadata, 'namespace')));
  }

  private maker(resource: Resource, kinds: Kinds): Maker | undefined {
    const { template, id } = resource;
    if (!isObject(template) || resource.external) return undefined;
    const kind = kinds.tryFind(textAt(template, 'apiVersion'), textAt(template, 'kind'));
    const isThere = this.condition(resource);
    const items = this.items(resource);
    if (!kind || !isThere || !items) return undefined;
    const read = (place: readonly string[]) => this.read(valueAt(template, place), resource);
    const object = this.object(kind, read);
    const cloud = this.cloud(kind, template, read);
    return (values, home) => {
      if (!isThere(values)) return [];
      return items(values).flatMap(item =>
        [object?.(item, home), cloud?.(item)].flatMap(found => (found ? [{ id, ...found }] : [])),
      );
    };
  }

  private object({ apiVersion, kind, scope }: KindInfo, read: (place: readonly string[]) => Read | undefined) {
    const name = read(['metadata', 'name']);
    const namespace = scope === 'Cluster' ? () => '' : read(['metadata', 'namespace']);
    if (!name || !namespace) return undefined;
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    return (values: Values, home: string) => {
      const [own, written] = [name(values), namespace(values)];
      const place = written === '' && scope === 'Namespaced' ? home : written;
      if (typeof own !== 'string' || typeof place !== 'string') return undefined;
      const words = place === '' ? own : `${place}/${own}`;
      return { name: `${kind} ${words}`, key: JSON.stringify([group, kind, place, own]) };
    };
  }

  /** What a kind of ACK, or of Crossplane, stands for, where the kind says which field holds its name. */
  private cloud(kind: KindInfo, template: unknown, read: (place: readonly string[]) => Read | undefined) {
    const place = cloudNames(kind).find(each => valueAt(template, each) !== undefined);
    if (!place) return undefined;
    const parents = parentsOf(valueAt(template, ['spec']), place[place.length - 1]);
    const reads = [place, ...REGIONS, ...parents].map(read);
    if (reads.includes(undefined)) return undefined;
    const group = kind.apiVersion.split('/')[0];
    return (values: Values) => {
      const [own, ...others] = reads.map(each => each!(values));
      if (typeof own !== 'string' || others.some(each => typeof each !== 'string')) return undefined;
      return { name: `${kind.kind} ${own} of AWS`, key: JSON.stringify(['cloud', group, kind.kind, own, ...others]) };
    };
  }

  /** Whether an instance has the resource; one of which that is not known is left out. */
  private condition(resource: Resource): ((values: Values) => boolean) | undefined {
    const conditions = resource.includeWhen.map(({ text }) => this.read(text, resource));
    return conditions.includes(undefined) ? undefined : values => conditions.every(each => each!(values) === true);
  }

  /** The variables of each item of a collection; for any other resource those of the instance. */
  private items(resource: Resource): ((values: Values) => Values[]) | undefined {
    const lists = resource.forEach.map(({ name, text }) => ({ name, read: this.read(text, resource) }));
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

  /** Reads a text of a resource; undefined where it depends on more than the instance and what the graph says itself. */
  private read(text: unknown, { forEach }: Resource): Read | undefined {
    if (text === undefined || text === null || text === '') return EMPTY;
    const node = typeof text === 'string' ? this.inliner.read(text) : undefined;
    const known = new Set(['schema', ...forEach.map(each => each.name)]);
    if (!node || [...variablesOf(node)].some(name => !known.has(name))) return undefined;
    if (node.kind === 'literal') return () => node.value;
    const program = new Program(node, { shapes: this.shapes });
    return values => {
      const result = program.evaluate(values);
      return 'value' in result ? result.value : undefined;
    };
  }
}

const EMPTY: Read = () => '';

/** Where Crossplane keeps the name of what is in the cloud. */
const EXTERNAL_NAME = ['metadata', 'annotations', 'crossplane.io/external-name'];

/** What tells equal names in the cloud apart, in the objects of ACK and of Crossplane. */
export const REGIONS: readonly (readonly string[])[] = [
  ['metadata', 'annotations', 'services.k8s.aws/region'],
  ['spec', 'forProvider', 'region'],
];

/** The places of what an object is a part of, for its name need only differ within that: `apiRef`, `clusterName`. */
function parentsOf(spec: unknown, name: string): string[][] {
  if (!isObject(spec)) return [];
  const fields = Object.keys(spec).filter(key => key !== name && /(?:ID|ARN|Name|Refs?)$/.test(key));
  return fields.sort().flatMap(key => textsIn(spec[key], ['spec', key]));
}

/** The places of all texts in a value. */
const textsIn = (value: unknown, place: string[]): string[][] =>
  isObject(value) ? Object.keys(value).flatMap(key => textsIn(value[key], [...place, key])) : [place];

/** Where a kind keeps the name of what it makes: in ACK a required field, `name` or `tableName` of a Table. */
export function cloudNames({ kind, schema: { properties = {} } }: KindInfo): (readonly string[])[] {
  const { spec, status } = properties;
  if (!status?.properties?.ackResourceMetadata) return [EXTERNAL_NAME];
  const names = ['name', `${kind[0].toLowerCase()}${kind.slice(1)}Name`];
  return names.filter(name => spec?.required?.includes(name)).map(name => ['spec', name]);
}
