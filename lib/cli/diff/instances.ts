import { groupOf } from '../../graph/crd';
import { textAt } from '../../graph/rgd';
import { isObject } from '../../schema/openapi';
import { differences } from './differences';
import { pairs } from './pair';
import type { Placed, Snapshot } from './snapshot';

/** What happens to an instance of an API that a graph of the folder makes, or made. */
export interface InstanceChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly file: string;
  /** The outermost fields that differ. */
  readonly paths: readonly string[];
}

/** What happens to the instances of a folder, those that stay as they are left out. */
export function instanceChanges(before: Snapshot, after: Snapshot): InstanceChange[] {
  const apis = new Set(
    [before, after].flatMap(({ graphs }) => graphs.map(({ rgd }) => `${groupOf(rgd)} ${textAt(rgd.schema, 'kind')}`)),
  );
  const instancesOf = ({ objects }: Snapshot) => objects.filter(({ document }) => apis.has(apiOf(document)));
  const identity = ({ document }: Placed) => JSON.stringify([apiOf(document), nameOf(document)]);
  return pairs(instancesOf(before), instancesOf(after), [each => `${each.file} ${identity(each)}`, identity]).flatMap(
    ([was, is]) => {
      const paths = was && is ? differences(was.document, is.document) : [];
      const change = !was ? 'added' : !is ? 'removed' : 'changed';
      return change === 'changed' && paths.length === 0 ? [] : [{ change, ...headOf((is ?? was)!), paths }];
    },
  );
}

const apiOf = (document: Placed['document']): string =>
  `${textAt(document, 'apiVersion').split('/')[0]} ${textAt(document, 'kind')}`;

function nameOf({ metadata }: Placed['document']): { readonly name: string; readonly namespace?: string } {
  const { name, namespace } = isObject(metadata) ? metadata : {};
  return { name: String(name ?? ''), ...(typeof namespace === 'string' && { namespace }) };
}

const headOf = ({ document, file }: Placed) => ({ kind: textAt(document, 'kind'), ...nameOf(document), file });
