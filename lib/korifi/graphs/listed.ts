import { Lazy } from 'cdk8s';

/** A list that grows until synth; left out while it is empty. */
export const listed = <T>(produce: () => readonly T[]): readonly T[] =>
  Lazy.any({
    produce: () => {
      const items = produce();
      return items.length > 0 ? items : undefined;
    },
  });
