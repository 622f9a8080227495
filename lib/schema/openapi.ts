/** An OpenAPI v3 schema as Kubernetes publishes it: the keywords that kro and the API server look at. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly Rule[];
  /** Whether the value stays as it was first written: what imported kinds keep of the rule `self == oldSelf`. */
  readonly immutable?: boolean;
  /** Fields of `forProvider` or `initProvider` to be set by who does more than observe: what imported kinds keep of Crossplane's rules. */
  readonly requiredUnlessObserved?: readonly string[];
}

/** A CEL rule of the API server. */
export interface Rule {
  readonly rule: string;
  readonly message?: string;
}

/** A schema while it is being made. */
export type Draft = { -readonly [K in keyof Schema]: Schema[K] };

/** A value of JSON, as YAML and JSON documents hold it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at `key`, unless it is inherited: a document may well say `constructor`. */
export const own = <T>(object: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;

/** Sets `key` even where the name means something to JavaScript (`__proto__`). */
export function put<T>(object: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
