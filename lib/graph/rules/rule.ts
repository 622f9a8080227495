import type { Environment } from '../../cel/env';
import type { Schema } from '../../schema/openapi';
import type { Linked } from '../edges';
import { type Finding, type TrapCode, warning } from '../finding';
import type { Inspection } from '../inspector';
import type { Rgd } from '../rgd';
import type { Scope } from '../scope';
import { findingAt, type Site } from '../site';
import type { Status } from '../status';
import type { Readiness } from '../when';

/** An RGD that was read, for rules to look at. */
export interface Graph {
  readonly rgd: Rgd;
  /** The schema of spec. */
  readonly spec: Schema;
  /** What the author says of the status. */
  readonly status: Status;
  readonly resources: readonly Linked[];
  readonly readiness: readonly Readiness[];
  readonly scope: Scope;
  /** The environment of a resource's template, its iterators included. */
  envOf(resource: Linked): Environment;
}

/** Something kro takes and nobody wants. */
export interface Rule {
  readonly code: TrapCode;
  /** Why it is a trap and what to write instead. */
  readonly says: string;
  readonly rejected: Example;
  readonly accepted: Example;
  find(graph: Graph): readonly Finding[];
}

/** The part of an RGD that shows a rule. */
export interface Example {
  readonly types?: object;
  readonly spec?: object;
  readonly status?: object;
  /** More of spec.schema, or others in the place of what examples have there. */
  readonly schema?: object;
  readonly resources?: readonly object[];
}

/** The RGD of an example. */
export const rgdOfExample = ({ types, spec, status, schema, resources }: Example): object => ({
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
  metadata: { name: 'example' },
  spec: {
    schema: {
      apiVersion: 'v1alpha1',
      kind: 'Example',
      ...(types && { types }),
      ...(spec && { spec }),
      ...(status && { status }),
      ...schema,
    },
    ...(resources && { resources }),
  },
});

/** A resource with a ConfigMap, which examples have most often. */
export const configMap = (id: string, name: string, data: object = {}, more: object = {}): object => ({
  id,
  ...more,
  template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data },
});

/** A warning about a place in an expression. */
export const trapAt = (site: Site, at: number, code: TrapCode, message: string, hint?: string): Finding => ({
  ...findingAt(site, at, { code, message, ...(hint && { hint }) }),
  severity: 'warning',
});

export const trap = (code: TrapCode, path: string, message: string, hint?: string): Finding =>
  warning({ code, path, message, ...(hint && { hint }) });

/** An expression and what it uses. */
interface Read {
  readonly site: Site;
  readonly inspection: Inspection;
}

/** The expressions of a resource on which it waits for others. */
export const sitesOf = ({ templates, forEach, includeWhen }: Linked): Read[] => [
  ...templates,
  ...forEach.map(({ condition, inspection }) => ({ site: condition, inspection })),
  ...includeWhen.map(({ condition, inspection }) => ({ site: condition, inspection })),
];

/** The expressions of the graph that read objects as their types say: all but those of readyWhen. */
export const readsOf = ({ resources, status }: Graph): Read[] => [...resources.flatMap(sitesOf), ...status.fields];
