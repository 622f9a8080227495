import { kindsOfCrd } from './crd';
import { type Document, type Input, readDocuments } from './document';
import { apiVersionOf, type ImportedKind } from './kind';
import { type BuiltIns, builtInKinds, isOpenApi } from './openapi';
import type { Problem } from './problem';

const CRD = 'CustomResourceDefinition';
const API_GROUP = 'apiextensions.k8s.io';

/** All kinds of the sources, with the types of the documents that give types. */
export function collect(sources: readonly Input[], types: readonly Input[], problems: Problem[]): BuiltIns {
  const documents = sources.flatMap(input => readDocuments(input, problems));
  const builtIn = builtInKinds(documents.filter(isOpenApi), problems);
  const crds = crdKinds(
    documents.filter(document => !isOpenApi(document)),
    problems,
  );
  const typed = crdKinds(
    types.flatMap(input => readDocuments(input, problems)),
    problems,
  );
  const kinds = unique([...builtIn.kinds, ...crds], problems);
  return { kinds: withTypes(kinds, unique(typed, problems), problems), common: builtIn.common };
}

function crdKinds(documents: readonly Document[], problems: Problem[]): ImportedKind[] {
  return documents.flatMap(document => {
    const refusal = refusalOf(document);
    if (!refusal) return kindsOfCrd(document, problems);
    problems.push({ ...document.origin, ...refusal });
    return [];
  });
}

function refusalOf({ value }: Document): Pick<Problem, 'message' | 'hint'> | undefined {
  const { apiVersion, kind } = value;
  if (kind !== CRD)
    return {
      message: `It is ${typeof kind === 'string' ? `a ${kind}` : 'without a kind'}, no ${CRD}.`,
      hint: 'Pass CRDs only, or take the document out.',
    };
  if (apiVersion === `${API_GROUP}/v1`) return undefined;
  return {
    message: `It is a ${CRD} of ${apiVersion}, which clusters no longer serve.`,
    hint: `Write it as ${API_GROUP}/v1, where each version has its schema.`,
  };
}

/** The kinds, each version once; a second one is a problem. */
function unique(kinds: readonly ImportedKind[], problems: Problem[]): ImportedKind[] {
  const seen = new Map<string, ImportedKind>();
  for (const kind of kinds) {
    const first = seen.get(keyOf(kind));
    if (!first) seen.set(keyOf(kind), kind);
    else
      problems.push({
        ...kind.origin,
        message: `${keyOf(kind)} is in ${first.origin.source} as well (${first.origin.place}).`,
        hint: 'Pass one of them, or pass the one with the better types as --types-from.',
      });
  }
  return [...seen.values()];
}

function withTypes(kinds: ImportedKind[], typed: readonly ImportedKind[], problems: Problem[]): ImportedKind[] {
  const types = new Map(typed.map(kind => [keyOf(kind), kind.schema]));
  if (typed.length > 0 && !kinds.some(kind => types.has(keyOf(kind))))
    problems.push({
      source: typed[0].origin.source,
      message: `${keyOf(typed[0])} gives types, but no such kind is imported.`,
      hint: 'Pass the CRD of the cluster as a source.',
    });
  return kinds.map(kind => {
    const own = types.get(keyOf(kind));
    return own ? { ...kind, types: own } : kind;
  });
}

const keyOf = (kind: ImportedKind) => `${apiVersionOf(kind)} ${kind.kind}`;
