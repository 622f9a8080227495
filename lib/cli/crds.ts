import { readText } from '../graph/read';
import { Kinds } from '../schema/kinds';
import { isObject } from '../schema/openapi';
import { filesAt, readInput } from './files';
import { UsageError } from './usage';

/**
 * The kinds of a project: the imported ones, and over them those of the CRDs in files and folders.
 *
 * @throws UsageError where a path has no CRD, or one that cannot be read
 */
export async function kindsWith(paths: readonly string[], stdin: AsyncIterable<string | Uint8Array>): Promise<Kinds> {
  const kinds = Kinds.ofProject();
  for (const path of paths) {
    const crds: unknown[] = [];
    for (const file of filesAt([path])) crds.push(...crdsOf(await readInput(file, stdin)));
    if (crds.length === 0) throw new UsageError(`There is no CustomResourceDefinition in ${path}.`);
    for (const crd of crds) kinds.add(crd);
  }
  return kinds;
}

function crdsOf({ name, content }: Awaited<ReturnType<typeof readInput>>): unknown[] {
  if (content instanceof Error) throw new UsageError(`${name} cannot be read: ${content.message}.`);
  const sources = readText(content);
  const broken = sources.flatMap(({ findings }) => findings).find(({ severity }) => severity === 'error');
  if (broken) throw new UsageError(`${name}${broken.position ? `:${broken.position.line}` : ''}: ${broken.message}`);
  return sources
    .flatMap(({ value }) => (isObject(value) && Array.isArray(value.items) ? value.items : [value]))
    .filter(value => isObject(value) && value.kind === 'CustomResourceDefinition');
}
