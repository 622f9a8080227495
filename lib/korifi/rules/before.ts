import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Library from 'yaml';
import { tryReadList } from '../../kro/output';
import type { Manifest } from './entry';
import { KORIFI, manifestsOf } from './read';

/** The resources of Korifi, and of graphs, among what the last synth wrote to a folder. */
export function writtenBefore(outdir: string, groups: ReadonlySet<string>): Manifest[] {
  const files = (tryReadList(outdir) ?? []).map(path => join(outdir, path)).filter(file => existsSync(file));
  return files.flatMap(file => {
    const text = readFileSync(file, 'utf8');
    if (![KORIFI, ...groups].some(apiVersion => text.includes(apiVersion))) return [];
    return documentsOf(text).flatMap(each => manifestsOf(each, groups));
  });
}

function documentsOf(text: string): unknown[] {
  const { parseAllDocuments } = require('yaml') as typeof Library;
  return [...parseAllDocuments(text)].map(document => (document.errors.length > 0 ? undefined : document.toJS()));
}
