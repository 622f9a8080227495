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
