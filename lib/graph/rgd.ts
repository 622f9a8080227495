import { isObject } from '../schema/openapi';

/** An RGD as its author wrote it, read without trust: whatever is not there or of another type is absent. */
export interface Rgd {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly hasSchema: boolean;
  readonly resources: readonly Resource[];
}

/** One entry of `spec.resources`. */
export interface Resource {
  readonly id: string;
  readonly path: string;
  /** As written: most often an object. */
  readonly template?: unknown;
  readonly external?: Readonly<Record<string, unknown>>;
  readonly forEach: readonly Dimension[];
  readonly readyWhen: readonly Entry[];
  readonly includeWhen: readonly Entry[];
}

/** One text of a list and where it stands. */
export interface Entry {
  readonly text: string;
  readonly path: string;
}

/** One iterator of a `forEach` and the expression of its list. */
export interface Dimension extends Entry {
  readonly name: string;
}

export function rgdOf(document: unknown): Rgd {
  const spec = objectAt(document, 'spec');
  const resources = Array.isArray(spec.resources) ? spec.resources : [];
  return {
    name: textAt(objectAt(document, 'metadata'), 'name'),
    schema: objectAt(spec, 'schema'),
    hasSchema: isObject(spec.schema),
    resources: resources.map((each, i) => resourceOf(each, `spec.resources[${i}]`)),
  };
}

function resourceOf(value: unknown, path: string): Resource {
  const written = isObject(value) ? value : {};
  return {
    id: textAt(written, 'id'),
    path,
    // Go reads null as nothing.
    ...(written.template !== undefined && written.template !== null && { template: written.template }),
    ...(isObject(written.externalRef) && { external: written.externalRef }),
    forEach: dimensions(written.forEach, `${path}.forEach`),
    readyWhen: entries(written.readyWhen, `${path}.readyWhen`),
    includeWhen: entries(written.includeWhen, `${path}.includeWhen`),
  };
}

const entries = (value: unknown, path: string): Entry[] =>
  Array.isArray(value)
    ? value.map((text, i) => ({ text: typeof text === 'string' ? text : '', path: `${path}[${i}]` }))
    : [];

function dimensions(value: unknown, path: string): Dimension[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each, i) =>
    Object.entries(isObject(each) ? each : {}).map(([name, text]) => ({
      name,
      text: typeof text === 'string' ? text : '',
      path: `${path}[${i}].${name}`,
    })),
  );
}

const objectAt = (value: unknown, key: string): Readonly<Record<string, unknown>> => {
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(found) ? found : {};
};

/** `apiVersion kind` of an object; empty for what is none. */
export const kindOf = (object: unknown): string =>
  isObject(object) ? `${textAt(object, 'apiVersion')} ${textAt(object, 'kind')}` : '';

export const textAt = (value: Readonly<Record<string, unknown>>, key: string): string => {
  const found = value[key];
  return typeof found === 'string' ? found : '';
};
