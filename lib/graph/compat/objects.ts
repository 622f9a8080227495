import type { Node } from '../../cel/ast';
import type { Kinds } from '../../schema/kinds';
import { isObject, own, type Schema } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import { Inliner, valueAt } from '../inline';
import { type Resource, type Rgd, textAt } from '../rgd';
import { cloudNames, REGIONS } from '../rules/identity';
import type { Change, ObjectChange } from './change';

/** A resource whose template is an object, and how its texts are read. */
interface Side {
  readonly resource: Resource;
  readonly template: Readonly<Record<string, unknown>>;
  readonly meaning: (place: readonly string[]) => string;
}

/** The resources of an RGD that kro makes objects of. */
function sidesOf({ resources }: Rgd): Side[] {
  const inliner = new Inliner(resources);
  return resources.flatMap(resource => {
    const { template, external } = resource;
    if (external || !isObject(template)) return [];
    const meaning = (place: readonly string[]) => meaningOf(valueAt(template, place), inliner);
    return [{ resource, template, meaning }];
  });
}

/** Equal for values whose texts come to the same: with what they refer to in the place of the references. */
function meaningOf(value: unknown, inliner: Inliner): string {
  if (Array.isArray(value)) return `[${value.map(item => meaningOf(item, inliner))}]`;
  if (isObject(value)) return `{${Object.keys(value).map(key => `${key}:${meaningOf(value[key], inliner)}`)}}`;
  const node = typeof value === 'string' ? inliner.read(value) : undefined;
  return node ? printed(node) : JSON.stringify(value ?? '');
}

/** A tree without where it was written, and what its macros were written as. */
const printed = (node: Node): string =>
  JSON.stringify(node, (key, value: unknown) => {
    if (key === 'at' || key === 'macro') return undefined;
    return typeof value === 'bigint' ? `${value}` : value;
  });

const change = (path: string, type: ObjectChange, before: string, after: string, description: string): Change => ({
  path,
  type,
  old: before,
  new: after,
  description,
});

const NAME = ['metadata', 'name'];
const NAMESPACE = ['metadata', 'namespace'];

/**
 * What a changed RGD does to the objects of instances that are there: those it deletes, those it makes anew under another name, and
 * those it wants to change where they cannot be.
 */
export function compareObjects(before: Rgd, after: Rgd, kinds: Kinds): Change[] {
  const [old, now] = [sidesOf(before), sidesOf(after)];
  const pairs = old.map(side => [side, partnerOf(side, old, now)] as const);
  return pairs.flatMap(([was, is]) => (is ? comparePair(was, is, kinds) : [removed(was)]));
}

/** The resource with the same id; if there is none, that of the same object among those that are new. */
function partnerOf(side: Side, old: readonly Side[], now: readonly Side[]): Side | undefined {
  const same = now.find(({ resource }) => resource.id === side.resource.id);
  if (same) return same;
  const known = new Set(old.map(({ resource }) => resource.id));
  return now.find(each => !known.has(each.resource.id) && objectOf(each) === objectOf(side));
}

const objectOf = ({ template, meaning }: Side): string =>
  JSON.stringify([groupKind(template), meaning(NAMESPACE), meaning(NAME)]);

function groupKind(template: Readonly<Record<string, unknown>>): string {
  const apiVersion = textAt(template, 'apiVersion');
  return `${textAt(template, 'kind')}${apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : ''}`;
}

function removed({ resource, template }: Side): Change {
  const told = `kro deletes the ${textAt(template, 'kind')} of every instance`;
  return change(resource.path, 'OBJECT_REMOVED', resource.id, '', told);
}

function comparePair(was: Side, is: Side, kinds: Kinds): Change[] {
  const { path, id } = is.resource;
  const [from, to] = [groupKind(was.template), groupKind(is.template)];
  if (from !== to) {
    const told = `kro deletes the ${from} of every instance and makes a ${to}`;
    return [change(`${path}.template.kind`, 'OBJECT_REPLACED', from, to, told)];
  }
  const kind = kinds.tryFind(textAt(is.template, 'apiVersion'), textAt(is.template, 'kind'));
  const renamed = was.resource.id === id ? [] : [idChange(was, is)];
  const moved = [NAME, NAMESPACE].flatMap(place => differing(was, is, place, objectTold(to)));
  if (moved.length > 0 || !kind) return [...renamed, ...moved];
  const fixed = immutable(was, is, kind.schema, []);
  const cloud = [...cloudNames(kind), ...REGIONS].flatMap(place => differing(was, is, place, cloudTold(to)));
  return [...renamed, ...fixed, ...cloud.filter(each => !fixed.some(other => other.path === each.path))];
}

function idChange(was: Side, is: Side): Change {
  const told = `The resource ${was.resource.id} is called ${is.resource.id} now; its object stays`;
  return change(`${is.resource.path}.id`, 'ID_CHANGED', was.resource.id, is.resource.id, told);
}

const objectTold = (kind: string): string =>
  `kro makes another ${kind} for every instance and deletes the one there is`;
const cloudTold = (kind: string): string =>
  `The ${kind} stands for another resource in the cloud; the one there is may be left behind`;

function differing(was: Side, is: Side, place: readonly string[], told: string): Change[] {
  if (was.meaning(place) === is.meaning(place)) return [];
  const path = place.reduce(joinPath, `${is.resource.path}.template`);
  const [from, to] = [was, is].map(({ template }) => show(valueAt(template, place)));
  return [change(path, 'OBJECT_REPLACED', from, to, told)];
}

const show = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** Fields that are written once and have changed. The API server compares nothing where there was nothing. */
function immutable(was: Side, is: Side, schema: Schema, place: readonly string[]): Change[] {
  const [from, to] = [was, is].map(({ template }) => valueAt(template, place));
  if (from === undefined || to === undefined || was.meaning(place) === is.meaning(place)) return [];
  if (isFixed(schema)) {
    const told = 'The API server refuses to change it, so the instances that are there stay as they are';
    return [
      change(place.reduce(joinPath, `${is.resource.path}.template`), 'IMMUTABLE_CHANGED', show(from), show(to), told),
    ];
  }
  if (!isObject(to)) return [];
  return Object.keys(to).flatMap(key => {
    const field = own(schema.properties, key);
    return field ? immutable(was, is, field, [...place, key]) : [];
  });
}

const isFixed = (schema: Schema): boolean =>
  schema.immutable === true || (schema['x-kubernetes-validations'] ?? []).some(each => each.rule === 'self == oldSelf');
