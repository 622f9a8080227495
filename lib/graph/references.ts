import type { Issue } from '../cel/error';
import { didYouMean } from '../schema/nearest';
import type { Finding } from './finding';
import { type Inspection, type Inspector, isInspection } from './inspector';
import { findingAt, findingOf, literally, parseError, partsOf, type Site, syntaxFindings } from './site';

/** What an expression may be written for, and who it then depends on. */
export interface References {
  /** Nothing where the expression cannot be read. */
  readonly inspection?: Inspection;
  /** Ids of other resources, in the order of their first use. */
  readonly dependencies: readonly string[];
  readonly iterators: readonly string[];
  readonly findings: readonly Finding[];
}

/** The references, with more names that must not be used. */
export function refusing(names: readonly string[], references: References): References {
  const { inspection } = references;
  if (!inspection || names.length === 0) return references;
  return { ...references, inspection: { ...inspection, refused: [...inspection.refused, ...names] } };
}

/** Whose expressions these are. */
export interface Owner {
  readonly id: string;
  /** All ids of the graph. */
  readonly ids: ReadonlySet<string>;
  /** The iterators the expression may use. */
  readonly iterators: ReadonlySet<string>;
  readonly gate: boolean;
}

const GRAPH = 'failed to build dependency graph: ';
/** How the function that leaves a field out is called. */
export const OMIT = 'omit';
export const OMIT_PLACE = 'omit() can only be used in resource template expressions';

/** Reads an expression that makes its resource depend on others: of a template, a forEach or an includeWhen. */
export function dependOn(site: Site, owner: Owner, inspector: Inspector, prefix: string): References {
  const read = inspector.inspect(site.cel.text);
  const extract = `${GRAPH}${prefix}`;
  if (!isInspection(read)) {
    const kro = `${extract}failed to inspect expression: ${parseError(read, site)}`;
    return unreadable(site, read, kro, part => dependOn(part, owner, inspector, prefix));
  }
  const findings: Finding[] = [];
  const dependencies: string[] = [];
  const iterators: string[] = [];
  const refused: string[] = [];
  if (read.usesOmit && !owner.gate) {
    refused.push(OMIT);
    findings.push(gateFinding(site, extract));
  }
  for (const { name, at } of read.variables) {
    if (name === 'schema') continue;
    if (owner.iterators.has(name)) iterators.push(name);
    else if (owner.ids.has(name) && name !== owner.id) dependencies.push(name);
    else {
      refused.push(name);
      findings.push(refusal(name, at, site, owner, extract));
    }
  }
  findings.push(...functionFindings(read, site, extract));
  return refusing(refused, { inspection: read, dependencies, iterators, findings });
}

/** What is wrong with a text that is no CEL: of an interpolation, with each of its expressions. */
function unreadable(site: Site, issues: readonly Issue[], kro: string, read: (part: Site) => References): References {
  const each = site.cel.parts.length > 1 ? partsOf(site).map(read) : [];
  const findings = each
    .flatMap(references => references.findings)
    .map(finding => (finding.code === 'syntax' ? { ...finding, kro } : finding));
  return {
    dependencies: each.flatMap(({ dependencies }) => dependencies),
    iterators: each.flatMap(({ iterators }) => iterators),
    findings: findings.some(({ code }) => code === 'syntax') ? findings : syntaxFindings(site, issues, kro),
  };
}

function gateFinding(site: Site, prefix: string): Finding {
  return findingOf(site, {
    code: 'omit-gate',
    message: 'omit() needs the feature gate CELOmitFunction.',
    kro: `${prefix}omit() requires the CELOmitFunction feature gate to be enabled`,
    hint: 'Switch CELOmitFunction on in kro and here, or leave the field out with an optional.',
  });
}

function refusal(name: string, at: number, site: Site, owner: Owner, extract: string): Finding {
  if (name === owner.id) {
    const message = `${name} refers to itself.`;
    return findingAt(site, at, { code: 'self-reference', message, kro: `${GRAPH}self references are not allowed` });
  }
  if (name === 'each') {
    const message = 'each is only there in readyWhen of a resource with forEach.';
    return findingAt(site, at, { code: 'each-place', message, kro: `${GRAPH}node each does not exist` });
  }
  if (name === 'runtime') {
    const message = 'runtime is only there in status.conditions.';
    return findingAt(site, at, {
      code: 'runtime-place',
      message,
      kro: `${extract}runtime is only available in status.conditions expressions`,
    });
  }
  return unknownName(name, at, site, [...owner.ids, ...owner.iterators, 'schema'], extract);
}

function unknownName(name: string, at: number, site: Site, names: readonly string[], prefix: string): Finding {
  const isAlone = site.text === name || site.text.includes(`\${${name}}`);
  const isOfShell = isAlone && /^[A-Z_][A-Z0-9_]*$/.test(name);
  const hint = didYouMean(name, names) ?? (isOfShell ? literally(name) : undefined);
  return findingAt(site, at, {
    code: 'unknown-identifier',
    message: `There is nothing called ${name} here.`,
    kro: `${prefix}references unknown identifiers: [${name}]`,
    ...(hint && { hint }),
  });
}

function functionFindings({ unknownFunctions }: Inspection, site: Site, prefix: string): Finding[] {
  const kro = `${prefix}uses unknown functions: [${unknownFunctions.map(({ name }) => `{${name}}`).join(' ')}]`;
  return unknownFunctions.map(({ name, at }) =>
    findingAt(site, at, { code: 'unknown-function', message: `There is no function ${name}.`, kro }),
  );
}

/** Reads an expression that may use some names only, and no omit(): of readyWhen, of the status or of its conditions. */
export function restrict(
  site: Site,
  allowed: readonly string[],
  known: ReadonlySet<string>,
  inspector: Inspector,
  prefix: string,
): References {
  const read = inspector.inspect(site.cel.text);
  if (!isInspection(read)) {
    const kro = prefix + parseError(read, site);
    return unreadable(site, read, kro, part => restrict(part, allowed, known, inspector, prefix));
  }
  const strange = read.variables.filter(({ name }) => !allowed.includes(name));
  // kro tells the known ones one by one, the others together, each as often as it is used.
  const unknown = read.uses.filter(({ name }) => !allowed.includes(name) && !known.has(name)).map(({ name }) => name);
  const together = `${prefix}references unknown identifiers: [${unknown.join(' ')}]`;
  const findings = [
    ...strange.map(each => {
      const finding = unknownName(each.name, each.at, site, allowed, prefix);
      return unknown.includes(each.name)
        ? { ...finding, kro: together }
        : { ...finding, ...misplaced(each.name, allowed) };
    }),
    ...functionFindings(read, site, prefix),
  ];
  if (read.usesOmit) {
    const message = 'omit() is only there in templates.';
    findings.push(findingOf(site, { code: 'omit-place', message, kro: `${prefix}${OMIT_PLACE}` }));
  }
  const dependencies = read.variables.map(each => each.name);
  return refusing(
    strange.map(each => each.name),
    { inspection: read, dependencies, iterators: [], findings },
  );
}

const misplaced = (name: string, allowed: readonly string[]) => ({
  message: `${name} cannot be used here.`,
  hint: `Only ${allowed.slice(0, 5).join(', ')} can be used here.`,
});
