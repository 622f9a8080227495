import { isKind } from '../graph/names';
import type { Infer, Shape } from '../schema/field';

/** The part of Kubernetes' ObjectMeta that people write, and what the API server adds to it. */
export interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  /** A timestamp in CEL: print it with `text()` where a string is wanted. */
  readonly creationTimestamp?: string;
}

/**
 * A Kubernetes kind of one version, and the type of its objects: metadata, spec, status, data and so on in one type.
 *
 * Constants of this type come from `cdk8s-kro import`; an `Api` is a kind too, so a graph can use another graph's API.
 */
export interface Kind<out O extends object = object> {
  /** `group/version`, or `version` alone for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Name of the kind in URLs and CRD names: `tables`. */
  readonly plural?: string;
  readonly scope?: 'Namespaced' | 'Cluster';
  /** File of its schema below `imports/schema`. */
  readonly schema?: string;
  /** Never set: carries the type. */
  readonly object?: O;
}

/** A column `kubectl get` prints; https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#additional-printer-columns. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly jsonPath: string;
  readonly description?: string;
  readonly format?: string;
  /** Columns above 0 are shown by `kubectl get -o wide` only. */
  readonly priority?: number;
}

export interface ApiProps<S extends Shape, T extends Shape> {
  /** Upper camel case, at most 63 characters. */
  readonly kind: string;
  /** @default 'kro.run' */
  readonly group?: string;
  /** @default 'v1alpha1' */
  readonly version?: string;
  /** Whether instances live in a namespace. @default 'Namespaced' */
  readonly scope?: 'Namespaced' | 'Cluster';
  /** What an instance says. @default no fields */
  readonly spec?: S;
  /** What an instance reports; the graph says how each field is computed. @default no fields */
  readonly status?: T;
  /** Replaces kro's columns State, Ready and Age. @default kro's columns */
  readonly additionalPrinterColumns?: readonly PrinterColumn[];
  /** Put on the CustomResourceDefinition kro makes. @default none */
  readonly metadata?: Pick<ObjectMeta, 'labels' | 'annotations'>;
}

type Empty = Readonly<Record<never, never>>;

/** A kind that a graph of ours serves. */
export interface Api<S extends Shape = Shape, T extends Shape = Shape>
  extends Kind<{ readonly metadata?: ObjectMeta; readonly spec: Infer<S>; readonly status?: Infer<T> }> {
  readonly group: string;
  readonly version: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly spec: S;
  readonly status: T;
  readonly additionalPrinterColumns?: readonly PrinterColumn[];
  readonly metadata?: Pick<ObjectMeta, 'labels' | 'annotations'>;
}

/** What an instance of `A` says. */
export type SpecOf<A> = A extends Api<infer S, infer _> ? Infer<S> : never;
/** What an instance of `A` reports. */
export type StatusOf<A> = A extends Api<infer _, infer T> ? Infer<T> : never;

/**
 * Declares an API: what an instance says (`spec`) and what it reports (`status`).
 *
 * The value types the graph that serves it, its instances, and other graphs that use it as a kind.
 *
 * @throws on a kind, version or group that kro or the API server refuses
 */
export function api<const S extends Shape = Empty, const T extends Shape = Empty>(props: ApiProps<S, T>): Api<S, T> {
  const { kind, group = 'kro.run', version = 'v1alpha1', scope = 'Namespaced', spec, status, ...rest } = props;
  if (!isKind(kind)) throw new Error(`api: kind '${kind}' has to be upper camel case, such as 'CartsStack'.`);
  if (!/^v[0-9]+((alpha|beta)[0-9]+)?$/.test(version))
    throw new Error(`api ${kind}: version '${version}' has to be such as 'v1', 'v1beta1' or 'v1alpha1'.`);
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/.test(group))
    throw new Error(`api ${kind}: group '${group}' has to be a domain name, such as 'shop.example.com'.`);
  for (const field of ['state', 'conditions'])
    if (status && field in status)
      throw new Error(`api ${kind}: kro writes status.${field} itself. Give the field another name.`);
  return {
    apiVersion: `${group}/${version}`,
    group,
    version,
    kind,
    scope,
    spec: spec ?? ({} as S),
    status: status ?? ({} as T),
    ...rest,
  };
}
