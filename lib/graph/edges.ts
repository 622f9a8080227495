import { cyclesOf, cycleText, type Edges } from './dag';
import { error, type Finding } from './finding';
import type { Inspection, Inspector } from './inspector';
import { checkIdentity, crossReferences } from './iterators';
import type { Condition, GraphNode } from './node';
import { checkOmission } from './omission';
import { dependOn, type Owner, type References, refusing } from './references';
import { siteOf } from './site';
import type { Readable } from './template';

/** A resource whose expressions are read: what it depends on, and what of it is to be type-checked. */
export interface Linked {
  readonly node: GraphNode;
  readonly dependencies: readonly string[];
  readonly templates: readonly Readable[];
  readonly forEach: readonly ReadCondition[];
  readonly includeWhen: readonly ReadCondition[];
  readonly findings: readonly Finding[];
}

export interface ReadCondition {
  readonly condition: Condition;
  readonly inspection: Inspection;
}

interface Rules {
  readonly ids: ReadonlySet<string>;
  readonly gate: boolean;
  readonly clusterScoped: boolean;
  readonly inspector: Inspector;
}

/** Finds what a resource depends on, and what its expressions must not use. */
export function link(node: GraphNode, rules: Rules): Linked {
  const { inspector } = rules;
  const iterators = new Set(node.conditions.forEach.map(each => each.name!));
  const owner: Owner = { id: node.resource.id, ids: rules.ids, gate: rules.gate, iterators };
  const findings: Finding[] = [];
  const dependencies = new Set<string>();
  const take = ({ inspection, dependencies: ids, findings: found }: References): Inspection | undefined => {
    findings.push(...found);
    for (const id of ids) dependencies.add(id);
    return inspection;
  };
  const templates = linkTemplates(node, owner, rules, take, findings);
  const forEach = linkConditions(node.conditions.forEach, condition => {
    const prefix = `failed to extract dependencies from forEach iterator "${condition.name}": `;
    const references = dependOn(condition, owner, inspector, prefix);
    findings.push(...crossReferences(node, condition, references));
    return take(refusing(references.iterators, references));
  });
  const plain = { ...owner, iterators: new Set<string>() };
  const includeWhen = linkConditions(node.conditions.includeWhen, condition => {
    return take(dependOn(condition, plain, inspector, 'failed to extract dependencies from includeWhen: '));
  });
  return { node, dependencies: [...dependencies], templates, forEach, includeWhen, findings };
}

function linkTemplates(
  node: GraphNode,
  owner: Owner,
  rules: Rules,
  take: (references: References) => Inspection | undefined,
  findings: Finding[],
): Readable[] {
  const root = `${node.resource.path}.${node.resource.external ? 'externalRef' : 'template'}`;
  const identity = new Set<string>();
  let isIdentityRead = true;
  const readable = node.expressions.flatMap((expression): Readable[] => {
    const site = siteOf(expression, root);
    const references = dependOn(site, owner, rules.inspector, 'failed to extract dependencies: ');
    const namesObject = isIdentity(expression.path);
    if (namesObject) for (const each of references.iterators) identity.add(each);
    if (namesObject && references.findings.some(stops)) isIdentityRead = false;
    const inspection = take(references);
    return inspection ? [{ site, expression, inspection }] : [];
  });
  if (isIdentityRead && node.type === 'Collection') findings.push(...checkIdentity(node, identity));
  if (rules.gate) for (const each of readable) findings.push(...checkOmission(node, each, rules.clusterScoped));
  return readable;
}

/** kro does not come to the names of objects where an expression cannot be read; to a wrong edge it comes later. */
const stops = ({ code }: Finding): boolean => code !== 'self-reference' && code !== 'each-place';

/** Whether the field tells an object from others of its kind. */
const isIdentity = (path: string): boolean => path === 'metadata.name' || path === 'metadata.namespace';

const linkConditions = (
  conditions: readonly Condition[],
  read: (condition: Condition) => Inspection | undefined,
): ReadCondition[] =>
  conditions.flatMap(condition => {
    const inspection = read(condition);
    return inspection ? [{ condition, inspection }] : [];
  });

/** Resources that wait for each other. */
export function checkCycles(edges: Edges, linked: readonly Linked[]): Finding[] {
  const paths = new Map(linked.map(({ node }) => [node.resource.id, node.resource.path]));
  return cyclesOf(edges).map(cycle => {
    const kro = `failed to build dependency graph: ${cycleText(cycle)}`;
    const message = `Each of these waits for the next: ${[...cycle, cycle[0]].join(' → ')}.`;
    return error({
      code: 'cycle',
      path: paths.get(cycle[0]) ?? 'spec.resources',
      message,
      kro,
      hint: 'Take one of the references out, or write it as a literal.',
    });
  });
}
