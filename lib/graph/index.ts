import type * as Analyze from './analyze';
import type * as Compare from './compare';
import type * as Instance from './instance';
import type * as Judge from './judge';

export type { Options, Report, Verdict } from './analyze';
export type { Change, Comparison } from './compare';
export type { Code, Finding } from './finding';
export type { Judged } from './judge';

// The judge is as large as the rest of the library, so it is loaded when it is first called.

/** Judges a ResourceGraphDefinition as kro v0.9.3 does, and tells everything that is wrong with it at once. */
export const analyze: typeof Analyze.analyze = (...args) => (require('./analyze') as typeof Analyze).analyze(...args);

/** What kro would do with a changed ResourceGraphDefinition: refuse it, apply it, or leave the cluster as it is. */
export const compare: typeof Compare.compare = (...args) => (require('./compare') as typeof Compare).compare(...args);

/** What is wrong with an instance of an API that `kinds` knows. */
export const validate: typeof Instance.validate = (...args) =>
  (require('./instance') as typeof Instance).validate(...args);

/** Judges documents that go to one cluster, RGDs that use each other among them. */
export const judge: typeof Judge.judge = (...args) => (require('./judge') as typeof Judge).judge(...args);
