import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { tryGraphOf } from '../../kro/scope';
import { isObject } from '../../schema/openapi';
import type { CloudFoundry } from '../foundation';
import { AS_KORIFI } from '../graphs/as-korifi';
import { declaredBy } from './declared';
import type { Entry, EntryKind, Manifest } from './entry';

export const KORIFI = 'korifi.cloudfoundry.org/v1alpha1';

const KINDS: ReadonlySet<string> = new Set<EntryKind>([
  'CFOrg',
  'CFSpace',
  'CFDomain',
  'CFApp',
  'CFPackage',
  'CFBuild',
  'CFProcess',
  'CFRoute',
  'CFServiceInstance',
  'CFServiceBinding',
  'CFTask',
]);

/** What a construct writes, or says to exist, as rules see it. */
export function entriesOf(construct: IConstruct, groups: ReadonlySet<string>): Entry[] {
  const declared = declaredBy(construct as never).map(each => ({ ...each, construct, isWritten: false }));
  if (!ApiObject.isApiObject(construct) || tryGraphOf(construct)) return declared; // a template is no object yet
  return [...declared, ...written(construct, groups).map(each => ({ ...each, construct, isWritten: true }))];
}

function written(object: ApiObject, groups: ReadonlySet<string>): Manifest[] {
  const { apiVersion, kind, name } = object;
  const namespace = object.metadata.namespace ?? 'default';
  if (apiVersion === 'v1' && kind === 'Secret') return [{ kind: 'Secret', namespace, name, spec: {} }];
  if (apiVersion === KORIFI) return manifestOf(object.toJson());
  const read = groups.has(apiVersion) ? AS_KORIFI[kind] : undefined;
  return read ? read(object.toJson().spec ?? {}, name).map(each => ({ namespace, name, ...each })) : [];
}

/** An object of Korifi; none where rules know nothing of its kind. */
export function manifestOf(object: unknown): Manifest[] {
  if (!isObject(object) || object.apiVersion !== KORIFI || !KINDS.has(String(object.kind))) return [];
  const { kind, metadata, spec, status } = object;
  const { namespace = 'default', name = '' } = isObject(metadata) ? metadata : {};
  const said = { kind: kind as EntryKind, namespace: String(namespace), name: String(name) };
  return [{ ...said, spec: isObject(spec) ? spec : {}, ...(isObject(status) && { status }) }];
}

/** The `apiVersion` of a foundation's graphs. */
export const apiVersionsOf = (foundations: readonly CloudFoundry[]): ReadonlySet<string> =>
  new Set(foundations.flatMap(({ backend }) => ('group' in backend ? [`${backend.group}/v1alpha1`] : [])));
