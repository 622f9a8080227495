/** All that the library exports, layer by layer; the language alone is `cdk8s-kro/cel`. */
export { json } from './cel/json';
export {
  all,
  and,
  base64,
  choose,
  double,
  dyn,
  eq,
  exists,
  filter,
  ge,
  gt,
  has,
  isIn,
  join,
  type ListOf,
  le,
  lt,
  map,
  ne,
  not,
  or,
  orElse,
  size,
  text,
} from './cel/ops';
export { type Expr, field, type Input, isExpr, type Ref } from './cel/ref';
export { cel } from './cel/template';
export {
  analyze,
  type Change,
  type Code,
  type Comparison,
  compare,
  type Finding,
  type Options,
  type Report,
  type Verdict,
  validate,
} from './graph';
export { KroApp, type KroAppProps } from './kro/app';
export { type Condition, hasCondition, runtime } from './kro/condition';
export { type ExternalListProps, type ExternalProps, external, externalList } from './kro/external';
export { ResourceGraph, type ResourceGraphProps, type StatusInput } from './kro/graph';
export { Instance, type InstanceProps } from './kro/instance';
export {
  type Api,
  type ApiProps,
  api,
  type Kind,
  type ObjectMeta,
  type PrinterColumn,
  type SpecOf,
  type StatusOf,
} from './kro/kind';
export type { Derive, ManifestFile } from './kro/manifest-file';
export { writeTo } from './kro/placement';
export { type Body, collection, conditions, type Items, type Lists, refOf, resource } from './kro/resource';
export type { When } from './kro/settings';
export { token } from './kro/token';
export type { Field, Infer, Shape } from './schema/field';
/** The fields of an API: `s.string().required()`. */
export * as s from './schema/field';
export { type KindInfo, Kinds } from './schema/kinds';
