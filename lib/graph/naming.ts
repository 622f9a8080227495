import { type Code, error, type Finding } from './finding';
import { isLowerCamel, isUpperCamel, RESERVED } from './names';
import { type Resource, type Rgd, textAt } from './rgd';

/** kro's controller flag `--rgd-max-collection-dimension-size`. */
export const MAX_DIMENSIONS = 10;

const VALIDATE = 'failed to validate resourcegraphdefinition: ';
const CONVENTION = `${VALIDATE}naming convention violation: `;

/** The names of the kind, of resources and of iterators. */
export function checkNames(rgd: Rgd, maxDimensions = MAX_DIMENSIONS): Finding[] {
  const ids = new Set(rgd.resources.map(resource => resource.id));
  const seen = new Set<string>();
  return [
    ...(rgd.hasSchema ? checkKind(textAt(rgd.schema, 'kind')) : [noSchema]),
    ...rgd.resources.flatMap(resource => checkId(resource, seen)),
    ...rgd.resources.flatMap(resource => checkIterators(resource, ids, maxDimensions)),
  ];
}

const finding = (code: Code, path: string, message: string, kro: string, hint?: string): Finding =>
  error({ code, path, message, kro, ...(hint && { hint }) });

const noSchema = finding(
  'kind-name',
  'spec.schema',
  'There is no schema, and kro stumbles over that.',
  'PANIC: runtime error: invalid memory address or nil pointer dereference',
);

function checkKind(kind: string): Finding[] {
  if (isUpperCamel(kind)) return [];
  const kro = `${CONVENTION}kind '${kind}' is not a valid KRO kind name: must be UpperCamelCase`;
  return [
    finding(
      'kind-name',
      'spec.schema.kind',
      `The kind ${JSON.stringify(kind)} is not upper camel case.`,
      kro,
      suggest(kind, true),
    ),
  ];
}

function checkId({ id, path }: Resource, seen: Set<string>): Finding[] {
  const at = `${path}.id`;
  if (RESERVED.has(id)) {
    return [
      finding(
        'reserved-name',
        at,
        `${id} is a word of kro or of CEL.`,
        `${CONVENTION}id ${id} is a reserved keyword in KRO`,
        `Call it ${id}Resource.`,
      ),
    ];
  }
  if (!isLowerCamel(id)) {
    const kro = `${CONVENTION}id ${id} is not a valid KRO resource id: must be lower camelCase`;
    return [finding('id-name', at, `The id ${JSON.stringify(id)} is not lower camel case.`, kro, suggest(id, false))];
  }
  if (seen.has(id)) {
    return [
      finding(
        'duplicate-id',
        at,
        `Another resource has the id ${id}.`,
        `${CONVENTION}found duplicate resource IDs ${id}`,
      ),
    ];
  }
  seen.add(id);
  return [];
}

function checkIterators(resource: Resource, ids: ReadonlySet<string>, maxDimensions: number): Finding[] {
  const prefix = `${VALIDATE}resource "${resource.id}": `;
  const found: Finding[] = [];
  const count = resource.forEach.length;
  if (count > maxDimensions) {
    const kro = `${prefix}forEach cannot have more than ${maxDimensions} dimensions, got ${count}`;
    found.push(
      finding(
        'too-many-dimensions',
        `${resource.path}.forEach`,
        `forEach has ${count} dimensions; kro takes ${maxDimensions}.`,
        kro,
      ),
    );
  }
  const seen = new Set<string>();
  for (const { name, path } of resource.forEach) {
    const problem = iterator(name, ids, seen);
    if (problem) found.push(finding(problem.code, path, problem.message, `${prefix}${problem.kro}`, problem.hint));
    seen.add(name);
  }
  return found;
}

function iterator(name: string, ids: ReadonlySet<string>, seen: ReadonlySet<string>) {
  const what = `forEach iterator name "${name}"`;
  if (!isLowerCamel(name)) {
    const message = `The iterator ${JSON.stringify(name)} is not lower camel case.`;
    return {
      code: 'iterator-name',
      message,
      kro: `${what} is not valid: must be lowerCamelCase`,
      hint: suggest(name, false),
    } as const;
  }
  if (RESERVED.has(name)) {
    return {
      code: 'reserved-name',
      message: `${name} is a word of kro or of CEL.`,
      kro: `${what} is a reserved keyword`,
      hint: `Call it ${name}Value.`,
    } as const;
  }
  if (ids.has(name)) {
    return {
      code: 'iterator-conflict',
      message: `A resource has the id ${name}.`,
      kro: `${what} conflicts with resource ID`,
      hint: undefined,
    } as const;
  }
  if (!seen.has(name)) return undefined;
  return {
    code: 'iterator-conflict',
    message: `Another iterator has the name ${name}.`,
    kro: `duplicate ${what}`,
    hint: undefined,
  } as const;
}

/** The name in the wanted case, if anything of it remains. */
function suggest(name: string, upper: boolean): string | undefined {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(word => word !== '');
  const joined = words
    .map((word, i) => (i === 0 ? word : word[0].toUpperCase() + word.slice(1)))
    .join('')
    .replace(/^[0-9]+/, '');
  if (joined === '') return undefined;
  const first = upper ? joined[0].toUpperCase() : joined[0].toLowerCase();
  return `Write ${first}${joined.slice(1)}.`;
}
