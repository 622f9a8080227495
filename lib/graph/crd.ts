import { isObject, type Schema } from '../schema/openapi';
import { pluralize } from './plural';
import { kindOf, type Rgd, textAt } from './rgd';

/** A CustomResourceDefinition of one version, as kro generates it. */
export interface Crd {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly group: string;
    readonly names: {
      readonly kind: string;
      readonly listKind: string;
      readonly plural: string;
      readonly singular: string;
    };
    readonly scope: 'Namespaced' | 'Cluster';
    readonly versions: readonly [CrdVersion];
  };
}

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly schema: { readonly openAPIV3Schema: Schema };
  readonly subresources: { readonly status: object };
  readonly additionalPrinterColumns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly jsonPath: string;
  readonly description?: string;
  readonly format?: string;
  readonly priority?: number;
}

const COLUMNS: readonly Column[] = [
  {
    name: 'State',
    type: 'string',
    jsonPath: '.status.state',
    description: 'The state of a ResourceGraphDefinition instance',
  },
  {
    name: 'Ready',
    type: 'string',
    jsonPath: '.status.conditions[?(@.type=="Ready")].status',
    description: 'Whether a ResourceGraphDefinition instance is ready',
  },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp', description: 'Age of the resource' },
];

const text: Schema = { type: 'string' };
const CONDITIONS: Schema = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      type: text,
      status: text,
      reason: text,
      message: text,
      lastTransitionTime: text,
      observedGeneration: { type: 'integer' },
    },
  },
};

/** The group of an API; the API server puts in kro's own where the author says none. */
export const groupOf = ({ schema }: Rgd): string => (typeof schema.group === 'string' ? schema.group : 'kro.run');

/** What instances of the API say of themselves: `kro.run/v1alpha1 CartsStack`. */
export const servedBy = (rgd: Rgd): string => `${groupOf(rgd)}/${kindOf(rgd.schema)}`;

/** Whether instances of the API have no namespace. */
export const isClusterScoped = (rgd: Rgd): boolean => rgd.schema.scope === 'Cluster';

/** The CRD kro makes of an RGD, given the schemas of its spec and of what the author wrote into its status. */
export function generateCrd(rgd: Rgd, spec: Schema, status: Schema): Crd {
  const kind = textAt(rgd.schema, 'kind');
  const singular = kind.toLowerCase();
  const plural = pluralize(singular);
  const group = groupOf(rgd);
  const columns = rgd.schema.additionalPrinterColumns;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, ...copied(rgd.schema.metadata) },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular },
      scope: isClusterScoped(rgd) ? 'Cluster' : 'Namespaced',
      versions: [
        {
          name: textAt(rgd.schema, 'apiVersion'),
          served: true,
          storage: true,
          schema: { openAPIV3Schema: rootSchema(spec, status) },
          subresources: { status: {} },
          additionalPrinterColumns: Array.isArray(columns) && columns.length > 0 ? columns.map(columnOf) : COLUMNS,
        },
      ],
    },
  };
}

/** A column as Go writes it: what is empty and may be missing is left out, what has to be there is there. */
function columnOf(written: unknown): Column {
  const column = isObject(written) ? written : {};
  const { description, format, priority } = column as Partial<Column>;
  return {
    name: textAt(column, 'name'),
    type: textAt(column, 'type'),
    jsonPath: textAt(column, 'jsonPath'),
    ...(description && { description }),
    ...(format && { format }),
    ...(priority && { priority }),
  };
}

/** The schema of instances: header, spec and status, with the state and the conditions kro adds. */
export function rootSchema(spec: Schema, status: Schema): Schema {
  const { state = text, ...authored } = status.properties ?? {};
  return {
    type: 'object',
    properties: {
      apiVersion: text,
      kind: text,
      metadata: { type: 'object' },
      spec,
      status: { ...status, type: 'object', properties: { ...authored, conditions: CONDITIONS, state } },
    },
  };
}

function copied(metadata: unknown): Pick<Crd['metadata'], 'labels' | 'annotations'> {
  const words = (key: string) => {
    const found = isObject(metadata) ? metadata[key] : undefined;
    return isObject(found) && Object.keys(found).length > 0 ? { [key]: found } : {};
  };
  return { ...words('labels'), ...words('annotations') };
}
