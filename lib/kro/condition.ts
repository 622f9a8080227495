import { ident, literal, method } from '../cel/ast';
import { and, eq, exists, orElse } from '../cel/ops';
import { type Expr, nodeOf, type Ref, ref } from '../cel/ref';

/** One condition of an instance, as `runtime.newCondition` makes it. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

type Text<T extends string> = Expr<T> | T;

/** What a condition can be asked of. */
export interface Conditioned {
  readonly status?: { readonly conditions?: readonly { readonly type?: string; readonly status?: string }[] };
}

/**
 * Whether the object reports a condition, also while it has no status yet:
 * `x.status.?conditions.orValue([]).exists(item, item.type == "Ready" && item.status == "True")`.
 */
export function hasCondition(
  object: Ref<Conditioned>,
  type: string,
  status: Condition['status'] = 'True',
): Expr<boolean> {
  return exists(orElse(object.status.conditions, []), item => and(eq(item.type, type), eq(item.status, status)));
}

/** kro's functions for `status.conditions` of an API; nothing else may use them. */
export const runtime = {
  /** A condition of the instance: `runtime.newCondition({type: "Ready", status: "True"})`. Text goes to `graph.status()`. */
  newCondition(condition: {
    readonly type: Text<string>;
    readonly status: Text<Condition['status']>;
    readonly reason?: Text<string>;
    readonly message?: Text<string>;
  }): Expr<Condition> {
    const entries = Object.entries(condition).filter(([, value]) => value !== undefined);
    // kro's macro wants bare names as keys
    const argument = {
      kind: 'map' as const,
      entries: entries.map(([key, value]) => ({ key: ident(key), value: nodeOf(value) })),
    };
    return ref(method('newCondition', ident('runtime'), argument));
  },

  /** The condition `type` of a resource, empty where it has none: `runtime.condition(table, "ACK.ResourceSynced")`. */
  condition(object: Expr<object>, type: string): Ref<Condition> {
    return ref(method('condition', ident('runtime'), nodeOf(object), literal(type)));
  },
};
