import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { text } from '../cel/ops';
import { type Expr, type Input, nodeOf, type Ref, ref, variable } from '../cel/ref';
import { toTemplate } from '../cel/template';
import { isId } from '../graph/names';
import type { Kind, ObjectMeta } from './kind';
import { note } from './origin';
import { graphOf, idOf, objectOf } from './scope';
import { printWhen, setSettings, type When } from './settings';
import { visibleIn } from './visibility';

/** What a template says of an object: all but its status. Metadata may be left out, for the graph makes a name. */
export type Body<O> = { readonly [K in keyof Omit<O, 'status' | 'metadata'>]: Input<O[K & keyof O]> } & {
  readonly metadata?: Input<ObjectMeta>;
};

/** What a collection has an item for: per iterator a list. */
export type Lists = Readonly<Record<string, readonly unknown[] | Expr<readonly unknown[] | undefined>>>;
type ItemOf<L> = L extends Expr<infer T> ? ItemOf<NonNullable<T>> : L extends readonly (infer U)[] ? U : never;
export type Items<L extends Lists> = { readonly [K in keyof L]: Ref<ItemOf<L[K]>> };

/**
 * Adds one resource to the graph `scope` stands in, and returns a typed reference to it.
 *
 * The id in kro is the path below the graph in camel case. Without `metadata.name` the object is called
 * `${schema.metadata.name}-<id>`, so that two instances never share an object.
 *
 * @throws where kro would refuse the id, and where the body refers to something of another graph
 */
export function resource<O extends object>(
  scope: Construct,
  id: string,
  kind: Kind<O>,
  body: Body<O>,
  when: When<O> = {},
): Ref<O> {
  const graph = graphOf(scope);
  const object = makeObject(scope, id, kind, toTemplate(body, visibleIn(graph, `${scope.node.path}/${id}`)));
  const self = variable<O>(idOf(object), graph);
  setSettings(object, printWhen(object, when, self));
  return self;
}

/**
 * Adds one resource per item of a list, or per combination of items of several lists, and returns a reference to the list.
 *
 * `forEach` names the iterators. kro wants every one of them in the name of the object; a name that is left out gets them:
 * `${schema.metadata.name}-<id>-${string(zone)}`.
 *
 * @throws as `resource`, and on an iterator kro would refuse
 */
export function collection<O extends object, const L extends Lists>(
  scope: Construct,
  id: string,
  kind: Kind<O>,
  forEach: L,
  body: (items: Items<L>) => Body<O>,
  when: When<O> = {},
): Ref<readonly O[]> {
  const graph = graphOf(scope);
  const path = `${scope.node.path}/${id}`;
  const names = Object.keys(forEach);
  checkIterators(path, names);
  const owner = {};
  const items = Object.fromEntries(names.map(name => [name, variable(name, owner)])) as Items<L>;
  const made = toTemplate(body(items), visibleIn(graph, path, owner)) as Body<O>;
  const object = makeObject(scope, id, kind, made, names.map(name => `-${text(items[name] as Expr<string>)}`).join(''));
  setSettings(object, {
    forEach: names.map(name => ({
      [name]: toTemplate(ref(nodeOf(forEach[name])), visibleIn(graph, `${path} forEach ${name}`)),
    })),
    ...printWhen(object, when, variable<O>('each', {})),
  });
  return variable(idOf(object), graph);
}

/**
 * The typed reference of an object that `resource()` did not make: an ApiObject, or a construct made for one.
 *
 * @throws where the object is of another kind
 */
export function refOf<O extends object>(construct: IConstruct, kind: Kind<O>): Ref<O> {
  const object = objectOf(construct);
  checkKind(object, kind);
  return variable<O>(idOf(object), graphOf(object));
}

/**
 * Gives conditions to an object that `resource()` did not make.
 *
 * @throws where the object is of another kind, or already has conditions
 */
export function conditions<O extends object>(construct: IConstruct, kind: Kind<O>, when: When<O>): void {
  const object = objectOf(construct);
  setSettings(object, printWhen(object, when, refOf(object, kind)));
}

function makeObject(scope: Construct, id: string, kind: Kind, body: unknown, suffix = ''): ApiObject {
  const { metadata = {}, ...rest } = body as { readonly metadata?: object };
  const entries = Object.entries(metadata);
  const whole = entries.filter(([key, value]) => COPIED.has(key) && typeof value === 'string');
  const others = Object.fromEntries(entries.filter(entry => !whole.includes(entry)));
  const object = new ApiObject(scope, id, {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: { ...named(scope, id, suffix), ...others },
    ...rest,
  });
  for (const [key, reference] of whole) object.addJsonPatch(JsonPatch.add(`/metadata/${key}`, reference));
  note(object, kind);
  return object;
}

/** What cdk8s copies entry by entry; of a reference to the whole it would make an entry per letter. */
const COPIED = new Set(['labels', 'annotations', 'finalizers']);

/** The name of an item has to be given to its object, which otherwise makes one of its path alone. */
const named = (scope: Construct, id: string, suffix: string) =>
  suffix === '' ? {} : { name: objectName(graphOf(scope), idOf(scope, id)) + suffix };

/** `${schema.metadata.name}-orders-table` for the id `ordersTable`. */
export const objectName = (graph: object, id: string): string =>
  `${variable<{ metadata: { name: string } }>('schema', graph).metadata.name}-${id.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;

function checkIterators(path: string, names: readonly string[]): void {
  if (names.length === 0)
    throw new Error(`${path}: forEach names no list. Write { zone: spec.zones }, or use resource().`);
  for (const name of names)
    if (!isId(name))
      throw new Error(
        `${path}: '${name}' cannot be an iterator. Use a lower camel case word that kro does not reserve, such as 'zone'.`,
      );
}

function checkKind(object: ApiObject, { apiVersion, kind }: Kind): void {
  if (object.apiVersion === apiVersion && object.kind === kind) return;
  throw new Error(`${object.node.path} is a ${object.apiVersion} ${object.kind}, not a ${apiVersion} ${kind}.`);
}
