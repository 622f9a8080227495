import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Kinds } from '../../lib/schema/kinds';
import { isObject } from '../../lib/schema/openapi';

/** An RGD and what the real kro made of it. */
export interface Case {
  readonly name: string;
  readonly rgd: unknown;
  /** RGDs built before it. */
  readonly chain: readonly unknown[];
  readonly gates: { readonly CELOmitFunction?: boolean };
  readonly ok: boolean;
  /** Every text seen in several runs. */
  readonly errors: readonly string[];
  readonly order?: readonly string[];
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
  /** The CRD's schemas of spec and status. */
  readonly schemas?: Readonly<Record<string, unknown>>;
  readonly crd?: {
    readonly name: string;
    readonly spec: unknown;
    readonly labels?: object;
    readonly annotations?: object;
  };
  readonly crdSha256?: string;
  readonly crdName?: string;
  readonly crdMarshalError?: string;
}

const unpack = (name: string): string => gunzipSync(readFileSync(join(__dirname, 'data', name))).toString();

export const lines = <T>(name: string): T[] =>
  unpack(name)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

/** The kinds the recorded RGDs use, besides those of `kinds`. */
export function goldenKinds(kinds = Kinds.empty()): Kinds {
  const { crds, openapi } = JSON.parse(unpack('kinds.json.gz'));
  for (const document of openapi) kinds.addOpenApi(document);
  for (const crd of crds) kinds.add(crd);
  return kinds;
}

/** One idea per RGD. */
export const verdicts = (): Case[] =>
  // biome-ignore lint/suspicious/noExplicitAny: a recorded line
  lines<any>('verdicts.jsonl.gz').map(({ name, rgd, featureGates, crdName, crdSchema, crdMarshalError, ...line }) => {
    const verdict = line['v0.9.3'];
    return {
      name,
      rgd,
      chain: [],
      gates: featureGates ?? {},
      ok: verdict.ok,
      errors: verdict.errors ?? [],
      order: verdict.topologicalOrder,
      dependencies: verdict.nodes && dependenciesOf(verdict.nodes),
      schemas: crdSchema,
      crdName,
      crdMarshalError: crdMarshalError ?? verdict.crdMarshalError,
    };
  });

const dependenciesOf = (nodes: Readonly<Record<string, { readonly deps: readonly string[] | null }>>) =>
  Object.fromEntries(Object.entries(nodes).map(([id, { deps }]) => [id, deps ?? []]));

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** Realistic RGDs and their mutants. */
export function corpus(): Case[] {
  // biome-ignore lint/suspicious/noExplicitAny: a recorded line
  const records = lines<any>('corpus.jsonl.gz');
  const bases = new Map(records.filter(record => !record.mutation).map(record => [record.base, record]));
  return records.map(({ name, rgd, patch, ok, errors, crd, crdSha256, ...line }) => {
    const base = bases.get(line.base);
    return {
      name,
      rgd: rgd ?? patched(base.rgd, patch),
      chain: line.chain ?? base.chain ?? [],
      gates: line.gates ?? base.gates ?? {},
      ok,
      errors: errors ?? [],
      order: line.topologicalOrder,
      dependencies: line.dependencies,
      crd,
      crdSha256,
      crdMarshalError: line.crdMarshalError,
    };
  });
}

/** JSON Patch (RFC 6902), as far as the records use it. */
function patched(document: unknown, patch: readonly Operation[]): unknown {
  const root = { document: structuredClone(document) };
  const find = (path: string) => {
    const steps = [
      'document',
      ...path
        .split('/')
        .slice(1)
        .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~')),
    ];
    const last = steps.pop()!;
    // biome-ignore lint/suspicious/noExplicitAny: any document
    const parent = steps.reduce<any>((at, step) => at[step], root);
    return { parent, last };
  };
  const remove = (path: string) => {
    const { parent, last } = find(path);
    const value = parent[last];
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
    return value;
  };
  const add = (path: string, value: unknown) => {
    const { parent, last } = find(path);
    if (Array.isArray(parent)) parent.splice(last === '-' ? parent.length : Number(last), 0, value);
    else parent[last] = value;
  };
  for (const { op, path, from, value } of patch) {
    if (op === 'add') add(path, structuredClone(value));
    else if (op === 'remove') remove(path);
    else if (op === 'move') add(path, remove(from!));
    else if (op === 'copy') {
      const { parent, last } = find(from!);
      add(path, structuredClone(parent[last]));
    } else if (op === 'replace') {
      const { parent, last } = find(path);
      parent[last] = structuredClone(value);
    } else throw new Error(`no operation ${op}`);
  }
  return root.document;
}

/** What two texts of the same error have in common. */
export const normalized = (text: string): string =>
  text
    .replace(/\n \| .*\n \| \.*\^/g, '')
    .replace(/(parse error: ERROR: <input>:\d+:\d+: ).*/s, '$1')
    .replace(/(strconv\.\w+: parsing "(?:[^"\\]|\\.)*"): .*/s, '$1')
    .replace(/(error parsing regexp: ).*/s, '$1')
    .replace(/(cannot unmarshal|error unmarshaling JSON: ).*/s, '$1')
    .replace(/(failed to get schema for resource [^:]*: ).*/s, '$1')
    .replace(/(type mismatch in resource .*?)(?:struct )?field ".*/s, '$1')
    .replace(/\[([^[\]]*)\]/g, (_, list) => `[${list.split(' ').sort().join(' ')}]`)
    .replace(/(graph contains a cycle: )(.*)/s, (_, front, cycle) => front + rotated(cycle))
    .replace(/cyclic dependency in type [^:]*: /, '');

function rotated(cycle: string): string {
  const nodes = cycle.split(' -> ').slice(0, -1);
  const first = nodes.indexOf([...nodes].sort()[0]);
  return [...nodes.slice(first), ...nodes.slice(0, first)].join(' -> ');
}

/** A value once maps have no order and `required` is a set. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  const each = (key: string) =>
    key === 'required' && Array.isArray(value[key]) ? [...value[key]].sort() : canonical(value[key]);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, each(key)]),
  );
}
