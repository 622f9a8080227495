import type { Expr, Ref } from '../cel/ref';
import { type Conditioned, hasCondition } from '../kro/condition';

/** Whether ACK has brought AWS to what the spec says: `readyWhen: isSynced`. */
export const isSynced = (object: Ref<Conditioned>): Expr<boolean> => hasCondition(object, 'ACK.ResourceSynced');

/** Whether Crossplane says that the object is there and can be used: `readyWhen: isReady`. */
export const isReady = (object: Ref<Conditioned>): Expr<boolean> => hasCondition(object, 'Ready');
