import { bracketedKey } from './bracketed-key';
import { bytesValue } from './bytes-value';
import { conditionText } from './condition-text';
import { decodedBytes } from './decoded-bytes';
import { excludedResource } from './excluded-resource';
import { labelKey } from './label-key';
import { labelValue } from './label-value';
import { literalValue } from './literal-value';
import { looseType } from './loose-type';
import { mixedList } from './mixed-list';
import { nameLength } from './name-length';
import { namespaceOrder } from './namespace-order';
import { objectName } from './object-name';
import { optionalField } from './optional-field';
import { optionalReady } from './optional-ready';
import { overwrittenLabel } from './overwritten-label';
import { possibleValue } from './possible-value';
import { readyCondition } from './ready-condition';
import { readyDeadlock } from './ready-deadlock';
import { readyRaw } from './ready-raw';
import { referenceTwice } from './reference-twice';
import { repeatingRandom } from './repeating-random';
import type { Rule } from './rule';
import { sameObject } from './same-object';
import { selectorReady } from './selector-ready';
import { shadowedResource } from './shadowed-resource';
import { statusName } from './status-name';
import { statusState } from './status-state';
import { stringData } from './string-data';
import { unclosedExpression } from './unclosed-expression';

export { type Example, type Graph, type Rule, rgdOfExample } from './rule';

/** The traps kro does not see. */
export const RULES: readonly Rule[] = [
  bracketedKey,
  bytesValue,
  conditionText,
  decodedBytes,
  excludedResource,
  labelKey,
  labelValue,
  literalValue,
  looseType,
  mixedList,
  nameLength,
  namespaceOrder,
  objectName,
  optionalField,
  optionalReady,
  overwrittenLabel,
  possibleValue,
  readyCondition,
  readyDeadlock,
  readyRaw,
  referenceTwice,
  repeatingRandom,
  sameObject,
  selectorReady,
  shadowedResource,
  statusName,
  statusState,
  stringData,
  unclosedExpression,
];
