import type { KindInfo, Kinds } from '../schema/kinds';
import { didYouMean } from '../schema/nearest';
import { isObject } from '../schema/openapi';
import { jsonType } from './api';
import { type Code, error, type Finding, prefixed } from './finding';
import { checkHeader, type Header } from './header';
import { homeOf } from './home';
import { type Expression, type Walked, walkFree, walkTemplate } from './literals';
import { checkPlacement } from './placement';
import type { Entry, Resource } from './rgd';
import { type Rewritten, readText } from './text';

/** A resource as far as it can be understood without its expressions. */
export interface GraphNode {
  readonly resource: Resource;
  readonly type: 'Resource' | 'Collection' | 'External' | 'ExternalCollection';
  /** The object kro keeps: the template, or the object an external reference asks for. */
  readonly object: Readonly<Record<string, unknown>>;
  readonly kind?: KindInfo;
  readonly expressions: readonly Expression[];
  readonly conditions: Readonly<Record<'readyWhen' | 'includeWhen' | 'forEach', readonly Condition[]>>;
}

/** One standalone expression and where it stands. */
export interface Condition extends Entry {
  readonly cel: Rewritten;
  /** The iterator it belongs to. */
  readonly name?: string;
}

export interface NodeResult {
  readonly node: GraphNode;
  readonly findings: readonly Finding[];
}

/** What kro does with one resource before it looks at the others: shape, kind, namespace, labels, literals, expressions. */
export function nodeOf(resource: Resource, kinds: Kinds, clusterScoped: boolean): NodeResult {
  const findings: Finding[] = [];
  const root = resource.external ? `${resource.path}.externalRef` : `${resource.path}.template`;
  const object = objectOf(resource);
  const type = typeOfNode(resource, object);
  const header = checkShape(resource, object, root, findings);
  const kind = header && findKind(header, resource.id, root, kinds, findings);
  if (kind)
    findings.push(
      ...checkPlacement({
        object,
        kind,
        root,
        id: resource.id,
        clusterScoped,
        selected: type === 'ExternalCollection',
      }),
    );
  const walked = kind ? walk(resource, object, kind, root) : walkFree(object, root);
  if (kind) findings.push(...walked.findings);
  const conditions = conditionsOf(resource, findings);
  const node = { resource, type, object, ...(kind && { kind }), expressions: walked.expressions, conditions };
  return { node, findings: findings.map(each => prefixed(`failed to build resource "${resource.id}": `, each)) };
}

function objectOf({ template, external }: Resource): Readonly<Record<string, unknown>> {
  if (!external) return isObject(template) ? template : {};
  const { apiVersion, kind, metadata } = external;
  return { apiVersion: apiVersion ?? '', kind: kind ?? '', metadata: isObject(metadata) ? readMetadata(metadata) : {} };
}

/** What kro reads of an external reference: other fields are gone before it sees them. */
function readMetadata({ name, namespace, selector }: Readonly<Record<string, unknown>>) {
  const { matchLabels, matchExpressions } = isObject(selector) ? selector : {};
  return withoutEmpty({ name, namespace, selector: selector && withoutEmpty({ matchLabels, matchExpressions }) });
}

const withoutEmpty = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== '' && value !== null && value !== undefined),
  );

function typeOfNode(resource: Resource, object: Readonly<Record<string, unknown>>): GraphNode['type'] {
  if (!resource.external) return resource.forEach.length > 0 ? 'Collection' : 'Resource';
  return isObject(object.metadata) && isObject(object.metadata.selector) ? 'ExternalCollection' : 'External';
}

function checkShape(
  resource: Resource,
  object: Readonly<Record<string, unknown>>,
  root: string,
  findings: Finding[],
): Header | undefined {
  const { id, path, template, external, forEach } = resource;
  const combination = `invalid combination of resource fields: resource "${id}": `;
  const add = (code: Code, at: string, message: string, kro: string) =>
    findings.push(error({ code, path: at, message, kro }));
  if (template === undefined && !external) {
    add(
      'template-or-external',
      path,
      'A resource has a template or an externalRef.',
      `${combination}exactly one of template or externalRef must be provided`,
    );
    return undefined;
  }
  if (template !== undefined && external) {
    add(
      'template-or-external',
      path,
      'A resource has a template or an externalRef, not both.',
      `${combination}cannot use externalRef with template`,
    );
  } else if (external && forEach.length > 0) {
    add(
      'template-or-external',
      `${path}.forEach`,
      'An externalRef cannot be repeated; use a selector.',
      `${combination}cannot use externalRef with forEach`,
    );
  }
  if (external || isObject(template)) return checkHeader(object, id, root, findings);
  const go = `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonType(template)} into Go value of type map[string]interface {}`;
  add('not-an-object', root, 'The template is not an object.', `failed to unmarshal resource ${id}: ${go}`);
  return undefined;
}

function findKind(header: Header, id: string, root: string, kinds: Kinds, findings: Finding[]): KindInfo | undefined {
  const { apiVersion, kind } = header;
  const found = kinds.tryFind(apiVersion, kind);
  if (found) return found;
  const [version, group = ''] = apiVersion.split('/').reverse();
  const kro = `failed to get schema for resource ${id}: cannot resolve ${group}/${version}, Kind=${kind}: schema not found`;
  const message = `There is no kind ${kind} in ${apiVersion}.`;
  const hint = kindHint(apiVersion, kind, kinds);
  findings.push(error({ code: 'unknown-kind', path: root, message, kro, hint }));
  return undefined;
}

const kindHint = (apiVersion: string, kind: string, kinds: Kinds): string =>
  homeOf(kind, kinds) ??
  didYouMean(
    kind,
    kinds
      .names()
      .filter(each => each.apiVersion === apiVersion)
      .map(each => each.kind),
  ) ??
  'Add its CRD: with cdk8s-kro import, or for check with --crds.';

function walk(resource: Resource, object: Readonly<Record<string, unknown>>, kind: KindInfo, root: string): Walked {
  const { id, external } = resource;
  if (external) return wrapped(walkFree(object, root), `failed to parse external ref resource ${id}: `);
  if (kind.apiVersion === 'apiextensions.k8s.io/v1' && kind.kind === 'CustomResourceDefinition') {
    const free = wrapped(walkFree(object, root), `failed to parse schemaless resource ${id}: `);
    return {
      ...free,
      findings: [...free.findings, ...free.expressions.flatMap(each => outsideMetadata(each, id, root))],
    };
  }
  return wrapped(
    walkTemplate(object, kind.schema, root),
    `failed to extract CEL expressions from schema for resource ${id}: `,
  );
}

const wrapped = (walked: Walked, prefix: string): Walked => ({
  ...walked,
  findings: walked.findings.map(each => prefixed(prefix, each)),
});

function outsideMetadata({ path }: Expression, id: string, root: string): Finding[] {
  if (path.startsWith('metadata.')) return [];
  const kro = `CEL expressions in CRDs are only supported for metadata fields, found in path "${path}", resource ${id}`;
  return [
    error({
      code: 'crd-expression',
      path: `${root}.${path}`,
      message: 'In a CustomResourceDefinition only metadata may hold expressions.',
      kro,
    }),
  ];
}

function conditionsOf(resource: Resource, findings: Finding[]): GraphNode['conditions'] {
  const unwrap = (entries: readonly (Entry & { name?: string })[], prefix: (name?: string) => string) =>
    entries.flatMap(entry => {
      const condition = standalone(entry);
      if ('cel' in condition) return [condition];
      findings.push(prefixed(prefix(entry.name), condition));
      return [];
    });
  return {
    readyWhen: unwrap(resource.readyWhen, () => 'failed to parse readyWhen expressions: '),
    includeWhen: unwrap(resource.includeWhen, () => 'failed to parse includeWhen expressions: '),
    forEach: unwrap(
      resource.forEach,
      name => `failed to parse forEach dimensions: invalid forEach expression for dimension "${name}": `,
    ),
  };
}

/** A text that has to be one expression and nothing else. */
export function standalone<E extends Entry>(entry: E): (E & { readonly cel: Rewritten }) | Finding {
  const text = readText(entry.text);
  if (text.kind === 'standalone') return { ...entry, cel: text.cel, text: text.cel.text };
  const nested = text.kind === 'nested';
  return error({
    code: nested ? 'nested-expression' : 'not-standalone',
    path: entry.path,
    message: nested ? 'An expression begins inside another.' : 'This has to be one expression, with nothing around it.',
    hint: 'Write "${…}".',
    kro: nested
      ? 'nested expressions are not allowed unless inside string literals'
      : 'only standalone expressions are allowed',
  });
}
