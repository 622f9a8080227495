import { Kinds } from '../schema/kinds';
import { isObject } from '../schema/openapi';
import { documentsOf } from './documents';
import { filesAt, type InputFile, readInput, type Stdin } from './files';
import { UsageError } from './usage';

/**
 * The kinds of a project: the imported ones, and over them those of the CRDs in files and folders.
 *
 * @throws UsageError where a path has no CRD, or one that cannot be read
 */
export async function kindsWith(paths: readonly string[], stdin?: Stdin): Promise<Kinds> {
  const kinds = Kinds.ofProject();
  for (const path of paths) {
    const crds: unknown[] = [];
    for (const file of filesAt([path])) crds.push(...crdsOf(await readInput(file, stdin)));
    if (crds.length === 0) throw new UsageError(`There is no CustomResourceDefinition in ${path}.`);
    for (const crd of crds) kinds.add(crd);
  }
  return kinds;
}

function crdsOf(file: InputFile): unknown[] {
  return documentsOf(file).flatMap(({ value, findings }) => {
    const wrong = findings.find(({ severity }) => severity === 'error');
    if (wrong) throw new UsageError(`${file.name}:${wrong.position?.line ?? 1}: ${wrong.message}`);
    return isObject(value) && value.kind === 'CustomResourceDefinition' ? [value] : [];
  });
}
