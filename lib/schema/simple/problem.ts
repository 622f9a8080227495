import type { Problem } from '../problem';

/** What can be wrong with a SimpleSchema. */
export type SimpleCode =
  | 'schema-not-object'
  | 'empty-type'
  | 'unexpected-type'
  | 'deep-type'
  | 'map-key'
  | 'unknown-type'
  | 'type-cycle'
  | 'marker-syntax'
  | 'marker-panic'
  | 'unknown-marker'
  | 'marker-value'
  | 'marker-misplaced'
  | 'invalid-default'
  | 'invalid-enum'
  | 'invalid-pattern'
  | 'list-type';

export type SimpleProblem = Problem<SimpleCode>;

/** A mistake of one field, before its path is known. */
export type FieldProblem = Omit<SimpleProblem, 'path'> & { readonly kro: string };

/** Where a problem is: our path, and what kro puts in front of its text. */
export interface Place {
  readonly path: string;
  readonly prefix: string;
}

export const located = (problem: FieldProblem, place: Place): SimpleProblem => ({
  ...problem,
  path: place.path,
  kro: place.prefix + problem.kro,
});
