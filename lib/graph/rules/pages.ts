import type * as Yaml from 'yaml';
import type { Code, TrapCode } from '../finding';
import { RULES } from '.';
import { document } from './pages/document';
import { expression, status } from './pages/expression';
import { instance } from './pages/instance';
import type { Lesson, Sample } from './pages/lesson';
import { resource } from './pages/resource';
import { schema } from './pages/schema';
import { type Example, rgdOfExample } from './rule';

/** What explains a code. */
export interface Page {
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  /** What kro does and what to write instead, in a few sentences. */
  readonly says: string;
  /** A YAML file with the mistake, and nothing else wrong with it. */
  readonly rejected: string;
  /** The same without it. */
  readonly accepted: string;
  /** The first line of what kro says of the rejected file, where it has a text of its own. */
  readonly kro?: string;
}

/** Of what is no trap; of traps the rules say it themselves. */
const LESSONS: Readonly<Record<Exclude<Code, TrapCode>, Lesson>> = {
  ...document,
  ...schema,
  ...resource,
  ...expression,
  ...status,
  ...instance,
};

const lessons: ReadonlyMap<string, Lesson> = new Map([
  ...Object.entries(LESSONS),
  ...RULES.map(({ code, ...rule }): [string, Lesson] => [code, { ...rule, severity: 'warning' }]),
]);

/** Every code a finding may have, by name. */
export const CODES: readonly Code[] = ([...lessons.keys()] as Code[]).sort();

/** What explains a code; undefined where there is no such code. */
export function pageOf(code: string): Page | undefined {
  const lesson = lessons.get(code);
  if (!lesson) return undefined;
  const { severity = 'error', says, rejected, accepted, kro } = lesson;
  return {
    code: code as Code, // the keys are all codes
    severity,
    says,
    rejected: print(rejected),
    accepted: print(accepted),
    ...(kro && { kro }),
  };
}

function print(sample: Sample): string {
  if (typeof sample === 'string') return sample;
  const documents = Array.isArray(sample) ? (sample as readonly object[]) : [rgdOfExample(sample as Example)];
  const { stringify } = require('yaml') as typeof Yaml; // slow to load, and seldom needed
  return documents.map(each => stringify(each, { version: '1.1', lineWidth: 100 })).join('---\n');
}
