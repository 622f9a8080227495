export type { Shapes } from './compile';
export { type Encoded, encode } from './encode';
export { evaluate, Program, type ProgramOptions, type Result, type Values } from './evaluate';
export type { FailureKind } from './failure';
export { toPlain } from './plain';
export { type Schema, type Shape, shapeOf } from './shape';
export { UNKNOWN } from './unknown';
export { OMIT, type Value } from './value';
