import type { Change } from '../../graph/compare';
import { counted } from '../../graph/show/count';
import { visible } from '../../graph/show/width';
import { wrap } from '../../graph/show/wrap';
import type { Paint } from '../report/paint';
import { ALLOW, type GraphChange, type Resources } from './graphs';
import type { InstanceChange } from './instances';

const SIGNS = { added: '+', removed: '-', renamed: '~', changed: '~' } as const;

/** What kro would do with the changes, for people. */
export function printDiff(graphs: readonly GraphChange[], instances: readonly InstanceChange[], paint: Paint): string {
  const parts = [
    ...graphs.map(each => printGraph(each, paint)),
    ...(instances.length > 0 ? [['Instances', ...instances.map(printInstance)]] : []),
  ];
  return `${[...parts.map(lines => `${lines.join('\n')}\n`), summaryOf(graphs, instances)].join('\n')}\n`;
}

function printGraph(graph: GraphChange, paint: Paint): string[] {
  const { change, name, kind, group, file, before } = graph;
  const was = before === undefined ? '' : `, ${before} before`;
  return [
    `${SIGNS[change]} ${paint.bold(visible(name))} (${visible(`${kind}.${group}`)}${was}) ${paint.dim(visible(file))}`,
    ...printEffects(graph, paint),
    ...adviceOn(graph).flatMap(each => wrap(each, '  ')),
  ];
}

function printEffects(
  { refused, comparison, needsAnnotation, resources, paths = [] }: GraphChange,
  paint: Paint,
): string[] {
  const { breaking = [], nonBreaking = [], notRolledOut = [], replaced = [] } = comparison ?? {};
  const effects = [
    ...refused.flatMap(each => labelled('refused', each, paint.red)),
    ...breaking.flatMap(each => labelled('breaking', printChange(each), paint.red)),
    ...nonBreaking.flatMap(each => labelled(needsAnnotation ? 'held back' : 'applied', printChange(each), paint.green)),
    ...notRolledOut.flatMap(each => labelled('not rolled out', printChange(each), paint.yellow)),
    ...(resources ? printResources(resources, paint) : []),
    ...replaced.flatMap(each => labelled(FATES[each.type] ?? '', printReplaced(each), paint.yellow)),
  ];
  return effects.length > 0 || paths.length === 0 ? effects : labelled('changed', shortened(paths), paint.cyan);
}

/** What happens to the objects of instances, in a word. */
const FATES: Partial<Record<Change['type'], string>> = {
  OBJECT_REMOVED: 'deleted',
  OBJECT_REPLACED: 'replaced',
  IMMUTABLE_CHANGED: 'stuck',
  ID_CHANGED: 'renamed',
};

function printReplaced({ path, type, old: from, new: to, description }: Change): string {
  // the text is the same where only what it refers to has changed
  const isTold = from !== '' && to !== '' && from !== to && type !== 'ID_CHANGED';
  const values = isTold ? ` (${from} → ${to})` : '';
  return `${path}: ${description}${values}`;
}

/** The first three, and how many more. */
const shortened = (paths: readonly string[]): string =>
  (paths.length > 3 ? [...paths.slice(0, 3), `${paths.length - 3} more`] : paths).join(', ');

const LABEL = 'not rolled out'.length;

const labelled = (label: string, text: string, colour: (text: string) => string): string[] => {
  const [first, ...more] = wrap(text, `  ${label.padEnd(LABEL)}  `);
  return [first.replace(label, colour), ...more];
};

function printResources({ added, removed, changed }: Resources, paint: Paint): string[] {
  const ids = [...added.map(id => `+${id}`), ...removed.map(id => `-${id}`), ...changed.map(id => `~${id}`)];
  return ids.length > 0 ? labelled('resources', ids.join(' '), paint.cyan) : [];
}

/** `.properties.spec.properties.port.minimum` as `spec.port.minimum`. */
const fieldOf = (path: string): string =>
  path
    .replace(/\.properties\.([^.]*)/g, '.$1')
    .replaceAll('.items', '[]')
    .replace(/^\./, '');

function printChange({ path, type, new: to, description }: Change): string {
  // kro calls every new property optional.
  const words =
    type === 'PROPERTY_ADDED' && to === 'required=true' ? description.replace('Optional', 'Required') : description;
  return `${fieldOf(path)}: ${words}`;
}

function adviceOn({ change, before, needsAnnotation, comparison }: GraphChange): string[] {
  if (change === 'removed')
    return [
      'kro stops to serve the API. Its CRD stays, and so do the instances and what they made, unless kro runs with --allow-crd-deletion. An instance deleted afterwards waits for its finalizer kro.run/finalizer, which nobody removes: delete the instances before the graph.',
    ];
  if (change === 'renamed')
    return [
      `The CRD stays with ${before} even when that is gone. Keep the name, or delete the CRD with all instances first.`,
    ];
  if (needsAnnotation)
    return [`kro applies nothing of this to the CRD unless the RGD has the annotation ${ALLOW}: "true".`];
  return comparison && !comparison.compatible ? [`The RGD has the annotation ${ALLOW}, so kro applies it.`] : [];
}

function printInstance({ change, kind, namespace, name, paths }: InstanceChange): string {
  const where = namespace === undefined ? name : `${namespace}/${name}`;
  return wrap(`${SIGNS[change]} ${kind} ${where}${paths.length > 0 ? `: ${shortened(paths)}` : ''}`, '  ').join('\n');
}

function summaryOf(graphs: readonly GraphChange[], instances: readonly InstanceChange[]): string {
  if (graphs.length + instances.length === 0) return 'No differences.';
  const breaking = graphs.filter(({ isBreaking }) => isBreaking).length;
  const counts = [
    ...(graphs.length > 0
      ? [`${counted(graphs.length, 'graph')}${breaking > 0 ? ` (${breaking} breaking)` : ''}`]
      : []),
    ...(instances.length > 0 ? [counted(instances.length, 'instance')] : []),
  ];
  return `${counts.join(' and ')} ${graphs.length + instances.length === 1 ? 'differs' : 'differ'}.`;
}
