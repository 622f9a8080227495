import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { CloudFoundry } from '../foundation';
import { isFoundation } from '../scope';
import { check } from '.';
import { writtenBefore } from './before';
import type { Entry } from './entry';
import { apiVersionsOf, entriesOf } from './read';
import { View } from './view';
import type { Violation } from './violation';

const WATCHED = Symbol.for('cdk8s-kro.korifi.watched');
const ROOT = 'cf';

/** What is wrong, by chart; filled when the app is validated, whose turn is the first of all constructs. */
const found = new WeakMap<IConstruct, ReadonlyMap<Chart, readonly string[]>>();

/** Holds the app against the rules of Korifi when it is validated, and tells at `chart` what is wrong with the objects in it. */
export function watch(chart: Chart): void {
  const { root } = chart.node;
  validateOnce(root, () => {
    const messages = messagesOf(violationsIn(root));
    found.set(root, messages);
    return [...messages].flatMap(([home, lines]) => (WATCHED in home ? [] : lines));
  });
  if (chart !== root) validateOnce(chart, () => found.get(root)?.get(chart) ?? []);
}

function validateOnce(construct: IConstruct, validate: () => readonly string[]): void {
  if (WATCHED in construct) return;
  Object.defineProperty(construct, WATCHED, { value: true });
  construct.node.addValidation({ validate: () => [...validate()] });
}

function messagesOf(violations: readonly Violation[]): Map<Chart, string[]> {
  const messages = new Map<Chart, string[]>();
  for (const { entry, message } of violations) {
    const chart = Chart.of(entry.construct);
    const line = `${entry.construct.node.path}: ${message}`;
    const lines = messages.get(chart) ?? [];
    if (!lines.includes(line)) messages.set(chart, [...lines, line]);
  }
  return messages;
}

/** What is wrong in an app. Its foundations are apart from each other; what is in none belongs to each. */
export function violationsIn(root: IConstruct): Violation[] {
  const foundations = root.node.findAll().filter(isFoundation);
  const groups = apiVersionsOf(foundations);
  const homes = homesIn(root, groups);
  const loose = homes.get(undefined) ?? [];
  const before = 'outdir' in root ? writtenBefore(String(root.outdir), groups) : [];
  if (foundations.length === 0) return check(new View(ROOT, loose), before);
  return foundations.flatMap(each =>
    check(new View(each.rootNamespace, [...(homes.get(each) ?? []), ...loose]), before),
  );
}

function homesIn(root: IConstruct, groups: ReadonlySet<string>): Map<CloudFoundry | undefined, Entry[]> {
  const homes = new Map<CloudFoundry | undefined, Entry[]>();
  for (const construct of root.node.findAll()) {
    const entries = entriesOf(construct, groups);
    if (entries.length === 0) continue;
    const home = construct.node.scopes.reverse().find(isFoundation);
    const all = homes.get(home);
    if (all) all.push(...entries);
    else homes.set(home, entries);
  }
  return homes;
}
