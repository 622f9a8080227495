import { App, type AppProps, Chart } from 'cdk8s';
import type { Options } from '../graph';
import { withWrittenOrder } from './key-order';
import type { Derive, ManifestFile } from './manifest-file';
import { reportMistakes } from './mistake';
import { apiOf } from './origin';
import { writeOutput } from './output';
import { type Claim, checkClaims, placementOf } from './placement';
import { type Plan, plan, validate } from './plan';
import type * as Verdict from './verdict';
import { toYaml } from './yaml';

reportMistakes(); // here, for apps make mistakes from their first line on

export interface KroAppProps {
  /** Where synth writes. @default the environment variable CDK8S_OUTDIR, which `cdk8s-kro synth` and `cdk8s synth` set, or 'dist' */
  readonly outdir?: string;
  /** How the names of files end that `writeTo` does not name. @default '.k8s.yaml' */
  readonly outputFileExtension?: string;
  /** Resolvers that run before those of cdk8s. @default none */
  readonly resolvers?: AppProps['resolvers'];
  /**
   * Whether to write `construct-metadata.json`, which validation plugins of cdk8s read.
   *
   * @default what the environment variable CDK8S_RECORD_CONSTRUCT_METADATA says, or false
   */
  readonly recordConstructMetadata?: boolean;
  /** Steps that change or add manifests, each given what the one before yields. @default none */
  readonly derive?: readonly Derive[];
  /**
   * The kinds graphs may use.
   *
   * @default `Kinds.ofProject()`: the imported kinds of the library, and those `cdk8s-kro import` wrote to the folder `imports`
   */
  readonly kinds?: Options['kinds'];
  /** kro's feature gates, as the cluster has them. @default all off, as in kro */
  readonly featureGates?: Options['featureGates'];
  /**
   * What keeps synth from writing: what kro or the API server would reject, or also what they accept and nobody wants.
   *
   * @default the environment variable CDK8S_KRO_FAIL_ON, which `cdk8s-kro synth --fail-on` sets, or 'error'
   */
  readonly failOn?: 'error' | 'warning';
}

/**
 * An app of cdk8s that writes one file per chart, where `writeTo` says. A chart without objects has no file.
 *
 * Its synth takes time in proportion to the objects, keeps keys in the order people wrote, writes only what changed and leaves
 * the output folder as it was when anything fails.
 */
export class KroApp extends App {
  private readonly derive: readonly Derive[];
  private readonly recordsMetadata: boolean;
  private readonly judging: Pick<KroAppProps, 'kinds' | 'featureGates' | 'failOn'>;

  /** @throws where it is given `yamlOutputType`, which plain cdk8s apps have */
  constructor(props: KroAppProps = {}) {
    if ('yamlOutputType' in props)
      throw new Error('KroApp has no yamlOutputType: it writes a file per chart. Say which with writeTo(chart, path).');
    super(props);
    this.derive = props.derive ?? [];
    this.judging = props;
    this.recordsMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
  }

  /** All charts, those first which others depend on. */
  override get charts(): Chart[] {
    return [...plan(this).charts];
  }

  /**
   * Judges every graph, and every instance of an API it knows, as kro and the API server do, and writes the manifests. Warnings go to
   * standard error.
   *
   * @throws where validation fails, kro would reject something, dependencies form a cycle, or charts cannot be written as placed;
   * nothing is written then
   */
  override synth(): void {
    validate(this);
    const planned = plan(this);
    const texts = new Map(this.filesOf(planned).map(file => [file.path, print(file)]));
    if (this.recordsMetadata) texts.set('construct-metadata.json', metadataOf(planned));
    writeOutput(this.outdir, texts);
  }

  /** All manifests as one text. */
  override synthYaml(): string {
    validate(this);
    return toYaml(this.filesOf(plan(this)).flatMap(file => file.objects));
  }

  private filesOf(planned: Plan): readonly ManifestFile[] {
    const written = withWrittenOrder(() => planned.charts.map(chart => render(planned, chart))).filter(isFilled);
    checkClaims(written);
    let files: readonly ManifestFile[] = written.map(({ path, objects }) => ({ path, objects }));
    for (const step of this.derive) files = step(files);
    files = files.filter(isFilled);
    const chartOf = new Map(written.map(({ path, by }) => [path, by]));
    checkClaims(files.map(({ path }) => ({ path, by: take(chartOf, path) ?? 'a derive step' })));
    this.judge(files, planned.charts);
    return files;
  }

  private judge(files: readonly ManifestFile[], charts: readonly Chart[]): void {
    const apis = new Set(this.node.findAll().flatMap(construct => apiOf(construct) ?? []));
    if (apis.size === 0 && !files.some(({ objects }) => objects.some(isGraph))) return; // the judge takes a while to load
    const chartOf = new Map(charts.map(chart => [placementOf(chart), chart]));
    const { judgeManifests } = require('./verdict') as typeof Verdict;
    judgeManifests({ files, chartOf: path => chartOf.get(path), apis: [...apis] }, this.judging);
  }
}

function take<K, V>(map: Map<K, V>, key: K): V | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}

const isGraph = (object: { readonly kind?: unknown }) => object.kind === 'ResourceGraphDefinition';
const isFilled = ({ objects }: ManifestFile) => objects.length > 0;

function render(planned: Plan, chart: Chart): ManifestFile & Claim {
  return { path: placementOf(chart), objects: objectsOf(planned, chart), by: `chart '${chart.node.path}'` };
}

/** A chart that overrides toJson renders itself; any other would start over on the whole app. */
function objectsOf(planned: Plan, chart: Chart): readonly object[] {
  try {
    const rendersItself = chart.toJson !== Chart.prototype.toJson;
    return rendersItself ? Object.values(chart.toJson()) : planned.objectsOf(chart).map(object => object.toJson());
  } catch (error) {
    throw new Error(`chart '${chart.node.path}' cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

function print({ path, objects }: ManifestFile): string {
  try {
    return path.endsWith('.json') ? toJson(path, objects) : toYaml(objects);
  } catch (error) {
    throw new Error(`${path} cannot be printed: ${(error as Error).message}`, { cause: error });
  }
}

function toJson(path: string, [object, ...others]: readonly object[]): string {
  if (others.length > 0) throw new Error(`a .json file holds one object, and ${path} has ${others.length + 1}`);
  return `${JSON.stringify(object, null, 2)}\n`;
}

/** What cdk8s writes for validation plugins: the construct behind each object, by the object's name. */
function metadataOf({ charts, objectsOf }: Plan): string {
  const objects = charts.flatMap(chart => [...objectsOf(chart)]);
  const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
