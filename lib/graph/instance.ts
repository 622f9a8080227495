import { withDefaults, withoutNulls } from '../schema/fill';
import type { KindInfo, Kinds } from '../schema/kinds';
import { didYouMean } from '../schema/nearest';
import { isObject, type Schema } from '../schema/openapi';
import { type Violation, violations } from '../schema/validate';
import { brokenRules } from './crd-rules';
import { inDocumentOrder } from './document';
import { type Code, error, type Finding, warning } from './finding';
import { isObjectName, nameHint } from './names';
import { textAt } from './rgd';

const CODES: Readonly<Record<Violation['rule'], Code>> = {
  type: 'value-type',
  required: 'value-missing',
  enum: 'value-enum',
  pattern: 'value-pattern',
  bounds: 'value-bounds',
  twice: 'value-twice',
  unknown: 'unknown-property',
};

/** What the API server refuses of an instance of an API: errors. What it takes and does not mean: warnings. */
export function validate(instance: unknown, { kinds }: { readonly kinds: Kinds }): Finding[] {
  if (!isObject(instance)) return [error({ code: 'not-an-object', path: '', message: 'This is no object.' })];
  const missing = (['apiVersion', 'kind'] as const).filter(key => textAt(instance, key) === '');
  if (missing.length > 0)
    return missing.map(key => error({ code: 'object-header', path: key, message: `${key} is missing.` }));
  const kind = kinds.tryFind(textAt(instance, 'apiVersion'), textAt(instance, 'kind'));
  return kind ? inDocumentOrder(check(instance, kind), instance) : [unknownKind(instance, kinds)];
}

function check(instance: Readonly<Record<string, unknown>>, kind: KindInfo): Finding[] {
  // The status is not the author's to write; what is there is dropped.
  const { status: _, ...written } = instance;
  const whole = withDefaults(withoutNulls(written, kind.schema), kind.schema);
  const found = withoutDefaults(violations(whole, kind.schema), written, kind.schema);
  return [
    ...found.map(finding),
    ...checkRules(whole, kind.schema, found),
    ...checkMetadata(instance.metadata, kind),
    ...checkSpec(instance, kind.schema),
  ];
}

/** A default that is wrong is the mistake of the API. */
function withoutDefaults(found: readonly Violation[], written: unknown, schema: Schema): readonly Violation[] {
  if (found.every(({ rule }) => rule === 'required')) return found;
  const own = new Set(violations(written, schema).map(each => each.path));
  return found.filter(({ rule, path }) => rule === 'required' || own.has(path));
}

/** The CEL rules of the API, where what they look at is otherwise right. */
function checkRules(whole: unknown, schema: Schema, found: readonly Violation[]): Finding[] {
  const wrong = found.filter(each => each.rule !== 'unknown').map(each => each.path);
  return brokenRules(whole, schema, 'new')
    .filter(({ path }) => !wrong.some(each => each.startsWith(path)))
    .map(({ path, rule, message }) => {
      const said = message === undefined || message === 'validation failed' ? '' : ` ${message}.`;
      return error({ code: 'value-rule', path, message: `Breaks the rule ${rule}.${said}` });
    });
}

function finding({ rule, path, message, hint }: Violation): Finding {
  const problem = { code: CODES[rule], path, message, ...(hint && { hint }) };
  if (rule !== 'unknown') return error(problem);
  return warning({ ...problem, message: `${message} The API server drops it, or refuses it when asked to be strict.` });
}

/** What the API server says to the metadata of an object of a kind. */
export function checkMetadata(
  metadata: unknown,
  { apiVersion, kind, scope }: Pick<KindInfo, 'apiVersion' | 'kind' | 'scope'>,
): Finding[] {
  const { name, generateName, namespace } = isObject(metadata) ? metadata : {};
  const found: Finding[] = [];
  if (name === undefined && generateName === undefined)
    found.push(error({ code: 'instance-name', path: 'metadata.name', message: 'The object has no name.' }));
  if (typeof name === 'string' && (!isObjectName(name, apiVersion) || name.length > 253)) {
    const message = `${JSON.stringify(name)} is no name.`;
    found.push(error({ code: 'instance-name', path: 'metadata.name', message, hint: nameHint(apiVersion) }));
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    const hint = 'Remove metadata.namespace.';
    found.push(
      warning({ code: 'namespace', path: 'metadata.namespace', message: `A ${kind} lives in no namespace.`, hint }),
    );
  }
  return found;
}

/** The API server takes an instance without spec, required fields or not; kro then waits for them without end. */
function checkSpec(instance: Readonly<Record<string, unknown>>, { properties }: Schema): Finding[] {
  const required = properties?.spec?.required ?? [];
  if (required.length === 0 || (instance.spec !== undefined && instance.spec !== null)) return [];
  const message = `There is no spec, and ${required.join(', ')} have to be in it. kro waits for them forever.`;
  return [warning({ code: 'instance-spec', path: '', message, hint: `Write spec: { ${required[0]}: … }.` })];
}

function unknownKind(instance: Readonly<Record<string, unknown>>, kinds: Kinds): Finding {
  const kind = textAt(instance, 'kind');
  const apiVersion = textAt(instance, 'apiVersion');
  const names = kinds.names().filter(each => each.apiVersion === apiVersion);
  const hint = didYouMean(
    kind,
    names.map(each => each.kind),
  );
  return error({
    code: 'unknown-kind',
    path: 'kind',
    message: `There is no kind ${kind} in ${apiVersion}.`,
    hint: hint ?? 'Add its CRD, or check the RGD of its API along with it.',
  });
}
