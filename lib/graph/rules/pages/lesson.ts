import type { Example } from '../rule';

/** What a finding means: what kro does, what to write instead, and an example of either. */
export interface Lesson {
  /** @default 'error' */
  readonly severity?: 'warning';
  readonly says: string;
  readonly rejected: Sample;
  readonly accepted: Sample;
  /** The first line of what kro says of the rejected example, where it has a text of its own. */
  readonly kro?: string;
}

/** An RGD, several documents, or a file as it is. */
export type Sample = Example | readonly object[] | string;

/** The samples of a mistake in one text of an RGD. */
export const texts = (
  rejected: string,
  accepted: string,
  sample: (text: string) => Sample,
): { readonly rejected: Sample; readonly accepted: Sample } => ({
  rejected: sample(rejected),
  accepted: sample(accepted),
});
