import { type Expr, nodeOf, type Ref, ref } from '../../cel/ref';
import { cel } from '../../cel/template';

/** The item at an index that is an expression itself: `list[index]`. */
export const item = <T>(list: Expr<readonly T[] | undefined>, index: Expr<number>): Ref<NonNullable<T>> =>
  ref(nodeOf(cel`${list}[${index}]`));
