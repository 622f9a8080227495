import { isObject } from '../../schema/openapi';
import type { Crd } from '../crd';
import { type Change, change } from './change';

/**
 * What differs and never reaches the cluster: where kro reports no change it leaves the CRD alone, whatever else differs; and where
 * it does patch it, labels and annotations that are gone stay.
 */
export function notRolledOut(before: Crd, after: Crd, isPatched: boolean): Change[] {
  const metadata = (['labels', 'annotations'] as const).flatMap(key => {
    const all = differences(`metadata.${key}`, before.metadata[key] ?? {}, after.metadata[key] ?? {});
    return isPatched ? all.filter(each => each.new === '') : all;
  });
  if (isPatched) return metadata;
  const [from, to] = [before.spec, after.spec];
  const [was, is] = [from.versions[0], to.versions[0]];
  return [
    ...differences('names', from.names, to.names),
    ...differences('group', from.group, to.group),
    ...differences('scope', from.scope, to.scope),
    ...differences('additionalPrinterColumns', was.additionalPrinterColumns, is.additionalPrinterColumns),
    ...differences('', was.schema.openAPIV3Schema, is.schema.openAPIV3Schema),
    ...metadata,
  ];
}

const print = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

/** The outermost places at which two values differ; lists are compared as a whole, but for the order of `required` and `enum`. */
function differences(path: string, before: unknown, after: unknown): Change[] {
  if (!isObject(before) || !isObject(after)) {
    const isSame = same(path, before, after);
    return isSame ? [] : [change(path, 'NOT_COMPARED', print(before), print(after))];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap(key => differences(`${path}.${key}`, before[key], after[key]));
}

function same(path: string, before: unknown, after: unknown): boolean {
  if (/\.(?:required|enum)$/.test(path) && Array.isArray(before) && Array.isArray(after)) {
    return print([...new Set(before)].sort()) === print([...new Set(after)].sort());
  }
  return print(before) === print(after);
}
