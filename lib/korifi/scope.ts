import type { IConstruct } from 'constructs';
import type { CloudFoundry } from './foundation';

/** Marks the construct that is a foundation. */
export const FOUNDATION = Symbol.for('cdk8s-kro.CloudFoundry');

export const isFoundation = (construct: IConstruct): construct is CloudFoundry => FOUNDATION in construct;

/**
 * `id`, or where it is taken `id-2`: two of a name are a mistake the rules tell of, with all others, and naming both constructs.
 */
export function freeId(scope: IConstruct, id: string): string {
  for (let n = 1; ; n++) {
    const free = n === 1 ? id : `${id}-${n}`;
    if (!scope.node.tryFindChild(free)) return free;
  }
}

/** The part of a path that stands for a display name. */
export const fileName = (displayName: string): string =>
  displayName.toLowerCase().replace(/[^a-z0-9_-]+/g, '-') || 'unnamed';
