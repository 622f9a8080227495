import type { Manifest } from './entry';
import { checkImmutable } from './immutable';
import { checkNames } from './names';
import { checkReferences } from './references';
import { checkUnique } from './unique';
import type { View } from './view';
import type { Violation } from './violation';

/**
 * Everything Korifi's webhooks would refuse.
 *
 * @param before what the last synth wrote
 */
export const check = (view: View, before: readonly Manifest[]): Violation[] => [
  ...checkNames(view),
  ...checkUnique(view),
  ...checkReferences(view),
  ...checkImmutable(view, before),
];
