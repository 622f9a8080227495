import type { IConstruct } from 'constructs';
import type { CloudFoundry } from './foundation';
import { digest } from './guid';

/** Marks the construct that is a foundation. */
export const FOUNDATION = Symbol.for('cdk8s-kro.CloudFoundry');

export const isFoundation = (construct: IConstruct): construct is CloudFoundry => FOUNDATION in construct;

/**
 * `id`, or where it is taken `id-2`: two of a name are a mistake the rules tell of, with all others, and naming both constructs.
 *
 * @throws where it is empty
 */
export function freeId(scope: IConstruct, id: string): string {
  if (id === '') throw new Error(`${scope.node.path}: a name is empty. Write one.`);
  for (let n = 1; ; n++) {
    const free = n === 1 ? id : `${id}-${n}`;
    if (!scope.node.tryFindChild(free)) return free;
  }
}

/** The part of a path that stands for a display name: in lower case, and with digits of its own where letters had to go. */
export function fileName(displayName: string): string {
  const name = displayName.toLowerCase();
  const plain = name.replace(/[^a-z0-9_-]+/g, '-');
  return plain === name ? plain : `${plain}-${digest('sha256', name).slice(0, 6)}`;
}
