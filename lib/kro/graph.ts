import { type ApiObject, App, Chart, type ChartProps, YamlOutputType } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Expr, type Ref, variable } from '../cel/ref';
import { toTemplate } from '../cel/template';
import { toSimpleSchema } from '../schema/print';
import type { Condition } from './condition';
import { entryOf, isEntry } from './entry';
import { withWrittenOrder } from './key-order';
import type { Api, ObjectMeta, SpecOf, StatusOf } from './kind';
import { note } from './origin';
import { writeTo } from './placement';
import { objectName } from './resource';
import { GRAPH, idOf } from './scope';
import { graphResolver } from './token';
import { visibleIn } from './visibility';

/** How a status field is computed: an expression, or a text, list or object with expressions inside. */
export type StatusInput<T> =
  | Expr<T>
  | (T extends string
      ? string
      : T extends number | boolean
        ? never
        : T extends readonly (infer U)[]
          ? readonly StatusInput<U>[]
          : T extends object
            ? { readonly [K in keyof T]-?: StatusInput<NonNullable<T[K]>> }
            : never);

export interface ResourceGraphProps extends ChartProps {
  /** Of the ResourceGraphDefinition itself. @default the name `<kind>.<group>` in lower case */
  readonly metadata?: Pick<ObjectMeta, 'name' | 'labels' | 'annotations'>;
}

/**
 * A chart that renders as one ResourceGraphDefinition: every object defined in it is a resource of the graph.
 *
 * Written to `rgds/<name>.yaml`. See https://kro.run/docs/concepts/rgd/overview.
 */
export class ResourceGraph<A extends Api> extends Chart {
  /** What the author of an instance says: `schema.spec`. */
  readonly spec: Ref<SpecOf<A>>;
  /** The metadata of the instance: `schema.metadata`. */
  readonly metadata: Ref<ObjectMeta>;
  readonly [GRAPH] = true;
  /** The ResourceGraphDefinition's own metadata. */
  private readonly definition: Pick<ObjectMeta, 'name' | 'labels' | 'annotations'>;
  private reported?: object;

  constructor(
    scope: Construct,
    id: string,
    readonly api: A,
    props: ResourceGraphProps = {},
  ) {
    super(scope, id, props);
    const { kind, group } = api;
    this.definition = { name: `${kind}.${group}`.toLowerCase(), ...props.metadata };
    const schema = variable<{ spec: SpecOf<A>; metadata: ObjectMeta }>('schema', this);
    this.spec = schema.spec as Ref<SpecOf<A>>;
    this.metadata = schema.metadata;
    prepare(App.of(this), id);
    note(this);
    writeTo(this, `rgds/${this.definition.name}.yaml`);
  }

  /**
   * Says how each status field of the API is computed, and which conditions an instance reports besides.
   *
   * Conditions of yours replace the ones kro reports (https://kro.run/docs/concepts/rgd/status).
   *
   * @throws where it was said before, and where an expression belongs to another graph
   */
  status(
    fields: { readonly [K in keyof StatusOf<A>]-?: StatusInput<NonNullable<StatusOf<A>[K]>> },
    { conditions = [] }: { readonly conditions?: readonly (Expr<Condition> | Expr<readonly Condition[]>)[] } = {},
  ): void {
    if (this.reported)
      throw new Error(`${this.node.path}: the status is said twice. Call status() once, with all fields.`);
    const said = { ...fields, ...(conditions.length > 0 && { conditions }) };
    this.reported = toTemplate(said, visibleIn(this, `${this.node.path} status`)) as object;
  }

  /** Names carry the instance, so that two instances never fight over one object. */
  override generateObjectName(object: ApiObject): string {
    return objectName(this, idOf(object));
  }

  /** @returns the ResourceGraphDefinition alone */
  override toJson(): object[] {
    return withWrittenOrder(() => [
      {
        apiVersion: 'kro.run/v1alpha1',
        kind: 'ResourceGraphDefinition',
        metadata: this.definition,
        spec: { schema: this.schema(), resources: this.resources() },
      },
    ]);
  }

  private schema(): object {
    const { version, group, kind, scope, additionalPrinterColumns, metadata } = this.api;
    const { fields, types } = toSimpleSchema(this.api.spec);
    return {
      apiVersion: version,
      group,
      kind,
      ...(scope === 'Cluster' && { scope }),
      spec: fields,
      ...(types && { types }),
      ...this.statusBlock(),
      ...(additionalPrinterColumns && { additionalPrinterColumns }),
      ...(metadata && { metadata }),
    };
  }

  private statusBlock(): { readonly status?: object } {
    if (this.reported) return Object.keys(this.reported).length ? { status: this.reported } : {};
    const fields = Object.keys(this.api.status);
    if (fields.length === 0) return {};
    throw new Error(
      `${this.node.path}: the API reports ${fields.join(', ')}, and nothing says how. Call graph.status({ ${fields[0]}: … }).`,
    );
  }

  private resources(): object[] {
    const constructs = this.node.findAll().filter(construct => isEntry(construct) && Chart.of(construct) === this);
    const paths = new Map<string, string>();
    return constructs.map(construct => {
      const entry = entryOf(construct);
      const { path } = construct.node;
      const other = paths.get(entry.id);
      if (other) throw new Error(`${path} and ${other} would both have the id '${entry.id}'. Rename one.`);
      paths.set(entry.id, path);
      return entry;
    });
  }
}

/** Lets an app of cdk8s serialise references; an app of any kind can hold graphs. */
function prepare(app: App, id: string): void {
  if (app.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE)
    throw new Error(
      `${id}: FOLDER_PER_CHART_FILE_PER_RESOURCE writes the objects of a graph, not the graph. Use FILE_PER_CHART, or KroApp.`,
    );
  const resolvers = app.resolvers as (typeof graphResolver)[];
  if (!resolvers.includes(graphResolver)) resolvers.unshift(graphResolver);
}
