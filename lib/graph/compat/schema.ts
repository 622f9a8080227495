import { own, type Schema } from '../../schema/openapi';
import { defaultText, enumTexts } from '../../schema/simple/defaults';
import { boundChange, type Changes, change } from './change';

/** Collects what kro sees when it compares two schemas; it looks at nothing else. */
export function compareSchemas(path: string, before: Schema, after: Schema, into: Changes): void {
  const { breaking, nonBreaking } = into;
  const [was, is] = [before.description ?? '', after.description ?? ''];
  if (was !== is) nonBreaking.push(change(`${path}.description`, 'DESCRIPTION_CHANGED', was, is));
  const [had, has] = [defaultText(before), defaultText(after)];
  if (had !== has) nonBreaking.push(change(`${path}.default`, 'DEFAULT_CHANGED', had, has));
  const [from, to] = [before.type ?? '', after.type ?? ''];
  if (from !== to) {
    breaking.push(change(`${path}.type`, 'TYPE_CHANGED', from, to));
    return; // and kro looks no further
  }
  comparePatterns(path, before.pattern ?? '', after.pattern ?? '', into);
  boundChange(`${path}.minimum`, 'MINIMUM', before.minimum, after.minimum, into);
  boundChange(`${path}.maximum`, 'MAXIMUM', before.maximum, after.maximum, into);
  boundChange(`${path}.minLength`, 'MIN_LENGTH', before.minLength, after.minLength, into);
  boundChange(`${path}.maxLength`, 'MAX_LENGTH', before.maxLength, after.maxLength, into);
  boundChange(`${path}.minItems`, 'MIN_ITEMS', before.minItems, after.minItems, into);
  boundChange(`${path}.maxItems`, 'MAX_ITEMS', before.maxItems, after.maxItems, into);
  compareProperties(path, before, after, into);
  compareRequired(path, before, after, into);
  compareEnums(path, enumTexts(before), enumTexts(after), into);
  if (from === 'array') compareItems(`${path}.items`, before.items, after.items, into);
}

function comparePatterns(path: string, before: string, after: string, { breaking, nonBreaking }: Changes): void {
  const at = `${path}.pattern`;
  if (before === after) return;
  if (before === '') breaking.push(change(at, 'PATTERN_ADDED', '', after));
  else if (after === '') nonBreaking.push(change(at, 'PATTERN_REMOVED', before, ''));
  else breaking.push(change(at, 'PATTERN_CHANGED', before, after));
}

const hasDefault = (schema: Schema | undefined): boolean => schema !== undefined && (defaultText(schema) ?? '') !== '';

function compareProperties(path: string, before: Schema, after: Schema, into: Changes): void {
  for (const [name, property] of Object.entries(before.properties ?? {})) {
    const at = `${path}.properties.${name}`;
    const next = own(after.properties, name);
    if (next) compareSchemas(at, property, next, into);
    else into.breaking.push(change(at, 'PROPERTY_REMOVED'));
  }
  for (const [name, property] of Object.entries(after.properties ?? {})) {
    if (own(before.properties, name)) continue;
    const at = `${path}.properties.${name}`;
    const isForced = after.required?.includes(name) && !hasDefault(property);
    if (isForced) into.breaking.push(change(at, 'PROPERTY_ADDED', 'required=false', 'required=true'));
    else into.nonBreaking.push(change(at, 'PROPERTY_ADDED'));
  }
}

function compareRequired(path: string, before: Schema, after: Schema, { breaking, nonBreaking }: Changes): void {
  const at = `${path}.required`;
  const was = new Set(before.required);
  const is = new Set(after.required);
  for (const name of is) {
    const property = own(before.properties, name);
    if (!property) continue;
    if (!was.has(name)) breaking.push(change(at, 'REQUIRED_ADDED', '', name));
    else if (hasDefault(property) && !hasDefault(own(after.properties, name)))
      breaking.push(change(at, 'REQUIRED_DEFAULT_REMOVED', name, ''));
  }
  for (const name of was) if (!is.has(name)) nonBreaking.push(change(at, 'REQUIRED_REMOVED', name, ''));
}

/** An enum where there was none goes unseen. */
function compareEnums(
  path: string,
  before: readonly string[],
  after: readonly string[],
  { breaking, nonBreaking }: Changes,
): void {
  if (before.length === 0 || after.length === 0) return;
  const at = `${path}.enum`;
  for (const text of new Set(before)) if (!after.includes(text)) breaking.push(change(at, 'ENUM_RESTRICTED', text, ''));
  for (const text of new Set(after))
    if (!before.includes(text)) nonBreaking.push(change(at, 'ENUM_EXPANDED', '', text));
}

function compareItems(path: string, before: Schema | undefined, after: Schema | undefined, into: Changes): void {
  if (before && after) compareSchemas(path, before, after, into);
  else if (before) into.breaking.push(change(path, 'PROPERTY_REMOVED'));
  else if (after) into.nonBreaking.push(change(path, 'PROPERTY_ADDED'));
}
