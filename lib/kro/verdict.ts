import { ApiObject, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Options } from '../graph/analyze';
import { servedBy } from '../graph/crd';
import type { Finding } from '../graph/finding';
import { isGraph, judge } from '../graph/judge';
import { kindOf, rgdOf } from '../graph/rgd';
import { counted } from '../graph/show/count';
import { frameOf, PLAIN, showFinding } from '../graph/show/finding';
import { Kinds } from '../schema/kinds';
import { crdOf } from './declared';
import { isEntry } from './entry';
import type { Api } from './kind';
import type { ManifestFile } from './manifest-file';
import { originOf } from './origin';
import { GRAPH, idOf } from './scope';

/** What is to be judged, and by whom it was made. */
export interface Manifests {
  readonly files: readonly ManifestFile[];
  /** The chart a file was made of; a file of a derive step has none. */
  chartOf(path: string): Chart | undefined;
  /** The APIs that graphs and instances use, as declared. */
  readonly apis: readonly Api[];
}

/** What judges, and what of its findings keeps synth from writing. */
export type Judging = Partial<Options> & { readonly failOn?: 'error' | 'warning' };

/**
 * Judges the graphs of an app, and the instances of all APIs it knows. Warnings go to standard error.
 *
 * @throws with all findings where one is an error, or, if `failOn` says so, a warning
 */
export function judgeManifests(manifests: Manifests, { failOn = failOnOf(process.env), ...options }: Judging): void {
  const findings = findingsOf(manifests, options);
  if (findings.length === 0) return;
  const errors = findings.filter(({ finding }) => finding.severity === 'error').length;
  const texts = [
    ...findings.map(show),
    `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}.`,
  ];
  if (errors === 0 && failOn === 'error') {
    console.warn(texts.join('\n\n'));
    return;
  }
  const error = new Error(`${texts.join('\n\n')} Nothing was written.`);
  error.stack = error.message; // findings say themselves where they are
  throw error;
}

const failOnOf = ({ CDK8S_KRO_FAIL_ON }: NodeJS.ProcessEnv) => (CDK8S_KRO_FAIL_ON === 'warning' ? 'warning' : 'error');
function findingsOf(manifests: Manifests, { kinds = Kinds.ofProject(), ...gates }: Partial<Options>): Found[] {
  const documents = manifests.files.flatMap(({ path, objects }) => objects.map(object => ({ path, object })));
  const served = new Set(documents.flatMap(({ object }) => (isGraph(object) ? [servedBy(rgdOf(object))] : [])));
  for (const api of manifests.apis) if (!served.has(kindOf(api))) kinds.add(crdOf(api));
  const known = new Set([...served, ...manifests.apis.map(kindOf)]);
  const judgeable = documents.filter(({ object }) => isGraph(object) || isCrd(object) || known.has(kindOf(object)));
  const judged = judge(
    judgeable.map(({ object }) => object),
    { kinds, ...gates },
  );
  return judged.flatMap(({ findings }, i) => {
    const chart = manifests.chartOf(judgeable[i].path);
    return findings.map(finding => ({ ...judgeable[i], ...(chart && { chart }), finding }));
  });
}

const isCrd = ({ kind }: { readonly kind?: string }): boolean => kind === 'CustomResourceDefinition';

interface Found {
  readonly path: string;
  readonly object: object;
  readonly chart?: Chart;
  readonly finding: Finding;
}

/** A finding at the line of the author's code, with where that is in the construct tree and in the manifest. */
function show({ path, object, chart, finding }: Found): string {
  const construct = chart && constructOf(chart, object, finding.path);
  const inManifest = finding.path === '' ? path : `${finding.path} in ${path}`;
  const context = {
    place: (construct && originOf(construct)) ?? path,
    at: construct ? `${construct.node.path}, ${inManifest}` : inManifest,
    frame: finding.expression ? frameOf(finding.expression, PLAIN.red) : [],
  };
  return showFinding(finding, context, PLAIN).join('\n');
}

/** The construct that made the part of a manifest a path names: a resource of a graph, or an object of a chart. */
function constructOf(chart: Chart, object: object, path: string): IConstruct {
  if (GRAPH in chart) {
    const index = /^spec\.resources\[(\d+)\]/.exec(path)?.[1];
    const id = index === undefined ? undefined : rgdOf(object).resources[Number(index)]?.id;
    return chart.node.findAll().find(each => isEntry(each) && idOf(each) === id) ?? chart;
  }
  const { kind, metadata } = object as { readonly kind?: string; readonly metadata?: { readonly name?: string } };
  const isMeant = (each: IConstruct) =>
    ApiObject.isApiObject(each) && each.kind === kind && each.name === metadata?.name;
  return chart.node.findAll().find(isMeant) ?? chart;
}
