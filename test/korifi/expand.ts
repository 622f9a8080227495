import { Kinds } from '../../lib';
import { Environment, type Value } from '../../lib/cel';
import { plain } from '../../lib/cel/eval/plain';
import { analyze } from '../../lib/graph/analyze';
import { readText } from '../../lib/graph/text';
import { withDefaults } from '../../lib/schema/fill';
import { isObject, type Schema } from '../../lib/schema/openapi';
import type { Manifest } from './fixtures';

/** Objects of the cluster that a graph reads, by the id it reads them under. */
export type Observed = Readonly<Record<string, object>>;

interface Rgd extends Manifest {
  readonly spec: {
    readonly schema: { readonly status?: object };
    readonly resources: readonly {
      readonly id: string;
      readonly template?: { readonly apiVersion: string; readonly kind: string };
      readonly externalRef?: { readonly apiVersion: string; readonly kind: string; readonly metadata: object };
      readonly forEach?: readonly Readonly<Record<string, string>>[];
      readonly includeWhen?: readonly string[];
    }[];
  };
}

/** What kro makes of an instance where all externals are there: the objects by the ids of their resources, and the status. */
export function expand(graph: Manifest, instance: Manifest, observed: Observed = {}) {
  const rgd = graph as Rgd;
  const kinds = Kinds.bundled();
  const { crd, order } = analyze(rgd, { kinds });
  const api = (crd as unknown as { spec: { versions: { schema: { openAPIV3Schema: Schema } }[] } }).spec.versions[0];
  const schema = api.schema.openAPIV3Schema;
  const schemas: Record<string, Schema> = { schema };
  for (const { id, template, externalRef, forEach } of rgd.spec.resources) {
    const { apiVersion, kind } = (template ?? externalRef)!;
    const one = kinds.tryFind(apiVersion, kind)!.schema;
    const isList = forEach !== undefined || (externalRef && 'selector' in externalRef.metadata);
    schemas[id] = isList ? { type: 'array', items: one } : one;
  }
  const environment = Environment.of(schemas);
  const values: Record<string, unknown> = { schema: withDefaults(instance, schema), ...observed };
  const fill = (template: unknown, extra: object = {}): unknown =>
    evaluate(template, environment, { ...values, ...extra });
  const objects: Record<string, unknown> = {};
  for (const id of order) {
    const { template, forEach, includeWhen = [] } = rgd.spec.resources.find(each => each.id === id)!;
    if (!template || !includeWhen.every(condition => fill(condition) === true)) continue;
    const [[iterator, list] = []] = Object.entries(forEach?.[0] ?? {});
    objects[id] = iterator
      ? (fill(list) as unknown[]).map(item => fill(template, { [iterator]: item }))
      : fill(template);
    values[id] ??= objects[id];
  }
  return { objects: objects as Record<string, Manifest>, status: fill(rgd.spec.schema.status ?? {}) };
}

function evaluate(value: unknown, environment: Environment, values: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map(item => evaluate(item, environment, values));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, evaluate(each, environment, values)]));
  const text = typeof value === 'string' ? readText(value) : undefined;
  if (text?.kind !== 'standalone' && text?.kind !== 'template') return value;
  const result = environment.evaluate(text.cel.text, values as never) as { value?: Value; error?: { kind: string } };
  if (result.error?.kind === 'no-such-key') return undefined; // what kro waits for
  if (result.value === undefined) throw new Error(`${text.cel.text}: ${JSON.stringify(result)}`);
  return numbers(plain(result.value));
}

/** Whole numbers as JavaScript has them in JSON. */
function numbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(numbers);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, numbers(each)])) : value;
}
