import type { Problem } from '../schema/problem';
import type { SimpleCode } from '../schema/simple/problem';

/** The rules there are. A new one comes with an RGD that breaks it. */
export type Code =
  | SimpleCode
  | AdmissionCode
  | NamingCode
  | ResourceCode
  | LiteralCode
  | GraphCode
  | ExpressionCode
  | StatusCode
  | InstanceCode
  | TrapCode
  | CrdCode
  | DocumentCode;

export type DocumentCode = 'unreadable' | 'yaml-syntax' | 'duplicate-key' | 'boolean-key';
export type AdmissionCode = 'admission' | 'unknown-property';
export type NamingCode =
  | 'kind-name'
  | 'reserved-name'
  | 'id-name'
  | 'duplicate-id'
  | 'iterator-name'
  | 'iterator-conflict'
  | 'too-many-dimensions';
export type ResourceCode =
  | 'template-or-external'
  | 'not-an-object'
  | 'object-header'
  | 'unknown-kind'
  | 'namespace'
  | 'reserved-label'
  | 'crd-expression'
  | 'not-standalone';
export type LiteralCode = 'nested-expression' | 'untyped-schema' | 'literal-type' | 'unknown-field';
export type GraphCode = 'cycle' | 'self-reference' | 'duplicate-api';
export type ExpressionCode =
  | 'syntax'
  | 'unknown-identifier'
  | 'unknown-function'
  | 'undefined-field'
  | 'no-overload'
  | 'wrong-operand'
  | 'bad-literal'
  | 'type-mismatch'
  | 'not-bool'
  | 'not-list'
  | 'omit-gate'
  | 'omit-place'
  | 'runtime-place'
  | 'each-place'
  | 'iterator-reference'
  | 'iterator-identity'
  | 'each-collision';
export type StatusCode =
  | 'status-not-object'
  | 'status-literal'
  | 'status-reference'
  | 'status-path'
  | 'conditions-shape'
  | 'condition-twice'
  | 'condition-value'
  | 'condition-lookup'
  | 'not-condition';
export type InstanceCode =
  | 'instance-name'
  | 'instance-spec'
  | 'instance-collision'
  | 'value-type'
  | 'value-missing'
  | 'value-enum'
  | 'value-pattern'
  | 'value-bounds'
  | 'value-twice'
  | 'value-rule';
/** Accepted by kro, and a trap: rules/ explains each. */
export type TrapCode =
  | 'bracketed-key'
  | 'bytes-value'
  | 'condition-text'
  | 'decoded-bytes'
  | 'excluded-resource'
  | 'label-key'
  | 'label-value'
  | 'literal-value'
  | 'loose-type'
  | 'mixed-list'
  | 'name-length'
  | 'namespace-order'
  | 'object-name'
  | 'optional-field'
  | 'optional-ready'
  | 'overwritten-label'
  | 'possible-value'
  | 'ready-condition'
  | 'ready-deadlock'
  | 'ready-raw'
  | 'reference-twice'
  | 'repeating-random'
  | 'same-object'
  | 'selector-ready'
  | 'shadowed-resource'
  | 'status-name'
  | 'status-state'
  | 'string-data'
  | 'unclosed-expression';
export type CrdCode = 'invalid-json' | 'invalid-crd' | 'invalid-rule';

/** Something wrong with, or suspicious in, a document. */
export interface Finding extends Problem<Code> {
  /** kro, or the API server, refuses errors. Warnings are accepted, yet a trap. */
  readonly severity: 'error' | 'warning';
  /** In the YAML file, or in the expression; both count from one. */
  readonly position?: Position;
  /** The expression it is about and where in it. */
  readonly expression?: Excerpt;
}

/** A text and a place in it. */
export interface Excerpt extends Position {
  readonly text: string;
}

export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

export const error = (problem: Problem<Code>, position?: Position): Finding => ({
  ...problem,
  severity: 'error',
  ...(position && { position }),
});
export const warning = (problem: Problem<Code>): Finding => ({ ...problem, severity: 'warning' });

/** `finding` with kro's text put behind what kro puts in front of it. */
export const prefixed = (prefix: string, finding: Finding): Finding =>
  finding.kro === undefined ? finding : { ...finding, kro: prefix + finding.kro };
