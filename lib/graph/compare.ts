import { crdOf, type Options } from './analyze';
import { type Change, type Changes, change } from './compat/change';
import { compareObjects } from './compat/objects';
import { compareSchemas } from './compat/schema';
import { notRolledOut } from './compat/unseen';
import type { Crd } from './crd';
import { rgdOf } from './rgd';

export type { Change, ChangeType } from './compat/change';

/** What kro does when an RGD changes. */
export interface Comparison extends CrdComparison {
  /** What happens to the objects of instances that are there, wherever it is not a change in place: `spec.resources[0].template.metadata.name`. */
  readonly replaced: readonly Change[];
}

/** What kro does with a CRD that is to change. */
export interface CrdComparison {
  /** Without breaking changes; others need the annotation `kro.run/allow-breaking-changes`. */
  readonly compatible: boolean;
  /** Whether kro sees any change. It does not touch the CRD otherwise. */
  readonly hasChanges: boolean;
  readonly breaking: readonly Change[];
  readonly nonBreaking: readonly Change[];
  /** What differs and yet is never applied. */
  readonly notRolledOut: readonly Change[];
}

/**
 * What kro does when an RGD changes from one to the other. Of one that it refuses, the CRD it would make is compared. The one
 * before is read with `optionsBefore`, where kinds that it uses change as well.
 */
export const compare = (before: unknown, after: unknown, options: Options, optionsBefore = options): Comparison => ({
  ...compareCrds(crdOf(before, optionsBefore), crdOf(after, options)),
  replaced: compareObjects(rgdOf(before), rgdOf(after), options.kinds),
});

/** Compares two CRDs kro generated, by kro's rules. */
export function compareCrds(before: Crd, after: Crd): CrdComparison {
  const into: Changes = { breaking: [], nonBreaking: [] };
  const [was, is] = [before.spec.versions[0], after.spec.versions[0]];
  // kro looks no further where the version has another name.
  if (was.name !== is.name) into.breaking.push(change('version', 'TYPE_CHANGED', was.name, is.name));
  else compareSchemas('', was.schema.openAPIV3Schema, is.schema.openAPIV3Schema, into);
  const hasChanges = into.breaking.length + into.nonBreaking.length > 0;
  return {
    compatible: into.breaking.length === 0,
    hasChanges,
    breaking: sorted(into.breaking),
    nonBreaking: sorted(into.nonBreaking),
    notRolledOut: sorted(notRolledOut(before, after, hasChanges)),
  };
}

/** kro goes through its maps in any order; we by description, then by path. */
const sorted = (changes: readonly Change[]): Change[] => {
  const order = ({ description, path }: Change) => `${description}\0${path}`;
  return [...changes].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
};

/** kro's summary of breaking changes: three of them and a count. */
export function summaryOf(changes: readonly Change[]): string {
  const shown = changes.slice(0, 3).map(each => each.description);
  return changes.length > 3 ? `${shown.join('; ')} and ${changes.length - 3} more changes` : shown.join('; ');
}
