import { cyclesOf, printCycle } from '../cycle';
import { isObject } from '../openapi';
import { joinPath } from '../problem';
import { typeHint, typeProblem } from './explain';
import { Builder, type Custom, type Customs, unexpected } from './field';
import { type FieldProblem, located, type Place, type SimpleProblem } from './problem';
import { customOf, cut, parseType } from './type';

/** The custom types of an API, built in the order they refer to each other, and what is wrong with them. */
export function buildTypes(
  types: Readonly<Record<string, unknown>>,
  path: string,
): { customs: Customs; problems: SimpleProblem[] } {
  const problems: SimpleProblem[] = [];
  const names = Object.keys(types);
  const uses = new Map<string, string[]>();
  const broken = new Set<string>();
  for (const name of names) {
    const survey = surveyOf(types[name], { path: joinPath(path, name), prefix: `parsing type ${name}: ` });
    problems.push(...survey.problems);
    if (survey.problems.length > 0) broken.add(name);
    uses.set(name, survey.uses);
  }
  for (const name of names) {
    for (const problem of references(name, uses))
      problems.push({ ...problem, path: joinPath(path, name), kro: problem.kro });
  }
  for (const cycle of cyclesOf(without(uses))) problems.push(cyclic(cycle, path));
  const customs = new Map<string, Custom | undefined>(names.map(name => [name, undefined]));
  const done = new Set<string>(broken);
  for (const name of sorted(names, uses)) {
    if (done.has(name)) continue;
    const builder = new Builder(customs);
    const built = builder.field(types[name], { path: joinPath(path, name), prefix: `building schema for ${name}: ` });
    const fresh = builder.problems.filter(problem => problem.code !== 'unknown-type'); // the survey reported those
    problems.push(...fresh);
    if (builder.problems.length === 0 && built.schema.type)
      customs.set(name, { schema: built.schema, required: built.required > 0 });
  }
  return { customs, problems };
}

interface Survey {
  readonly uses: string[];
  readonly problems: SimpleProblem[];
}

/** The custom types a type refers to. Markers are not read yet. */
function surveyOf(value: unknown, place: Place): Survey {
  const survey: Survey = { uses: [], problems: [] };
  const visit = (each: unknown, at: Place) => {
    if (isObject(each)) {
      for (const [name, field] of Object.entries(each)) {
        visit(field, { path: joinPath(at.path, name), prefix: `${at.prefix}field ${name}: ` });
      }
    } else if (typeof each !== 'string') survey.problems.push(located(unexpected(each), at));
    else {
      const type = parseType(cut(each).type);
      if ('code' in type) survey.problems.push(located(typeProblem(type), at));
      else survey.uses.push(...[customOf(type)].filter(name => name !== undefined));
    }
  };
  visit(value, place);
  return survey;
}

function references(name: string, uses: ReadonlyMap<string, readonly string[]>): FieldProblem[] {
  return [...new Set(uses.get(name))].flatMap((used): FieldProblem[] => {
    if (used === name) {
      return [
        {
          code: 'type-cycle',
          message: `The type ${name} refers to itself.`,
          kro: 'self references are not allowed',
          hint: 'Use object where the nesting has no end.',
        },
      ];
    }
    if (uses.has(used)) return [];
    return [
      {
        code: 'unknown-type',
        message: `There is no type "${used}".`,
        hint: typeHint(used, uses.keys()),
        kro: `node ${used} does not exist`,
      },
    ];
  });
}

const without = (uses: ReadonlyMap<string, readonly string[]>) =>
  new Map([...uses].map(([name, used]) => [name, used.filter(each => each !== name)]));

const cyclic = (cycle: readonly string[], path: string): SimpleProblem => ({
  code: 'type-cycle',
  path: joinPath(path, cycle[0]),
  message: `Types refer to each other in a circle: ${printCycle(cycle)}.`,
  hint: 'Use object where the nesting has no end.',
  kro: `cyclic dependency in type ${cycle[0]}: graph contains a cycle: ${printCycle(cycle)}`,
});

/** Types after those they refer to; the members of a circle in any order. */
function sorted(names: readonly string[], uses: ReadonlyMap<string, readonly string[]>): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name) || !uses.has(name)) return;
    seen.add(name);
    for (const used of uses.get(name)!) visit(used);
    order.push(name);
  };
  for (const name of names) visit(name);
  return order;
}
