import { literalValue } from './literal-value';
import { looseType } from './loose-type';
import { namespaceOrder } from './namespace-order';
import { objectName } from './object-name';
import { optionalField } from './optional-field';
import { optionalReady } from './optional-ready';
import { readyRaw } from './ready-raw';
import { repeatingRandom } from './repeating-random';
import type { Rule } from './rule';
import { sameObject } from './same-object';
import { selectorReady } from './selector-ready';
import { shadowedResource } from './shadowed-resource';
import { statusName } from './status-name';
import { stringData } from './string-data';
import { unclosedExpression } from './unclosed-expression';

export { type Example, type Graph, type Rule, rgdOfExample } from './rule';

/** The traps kro does not see. */
export const RULES: readonly Rule[] = [
  literalValue,
  looseType,
  namespaceOrder,
  objectName,
  optionalField,
  optionalReady,
  readyRaw,
  repeatingRandom,
  sameObject,
  selectorReady,
  shadowedResource,
  statusName,
  stringData,
  unclosedExpression,
];
