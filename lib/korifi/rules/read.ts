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
  if (apiVersion !== 'v1' || kind !== 'Secret') return manifestsOf(object.toJson(), groups);
  return [{ kind, namespace: object.metadata.namespace ?? 'default', name, spec: {} }];
}

/** An object of Korifi, or of a graph as Korifi's; none where rules know nothing of its kind. */
export function manifestsOf(object: unknown, groups: ReadonlySet<string>): Manifest[] {
  if (!isObject(object)) return [];
  const { apiVersion, metadata, status } = object;
  const [kind, spec] = [String(object.kind), isObject(object.spec) ? object.spec : {}];
  const { namespace = 'default', name = '' } = isObject(metadata) ? metadata : {};
  const said = {
    apiVersion: String(apiVersion),
    namespace: String(namespace),
    name: String(name),
    ...(isObject(status) && { status }),
  };
  if (apiVersion === KORIFI) return KINDS.has(kind) ? [{ kind: kind as EntryKind, spec, ...said }] : [];
  if (!groups.has(said.apiVersion) || !Object.hasOwn(AS_KORIFI, kind)) return [];
  return AS_KORIFI[kind](spec, said.name).map(each => ({ ...said, ...each }));
}

/** The `apiVersion` of a foundation's graphs. */
export const apiVersionsOf = (foundations: readonly CloudFoundry[]): ReadonlySet<string> =>
  new Set(foundations.flatMap(({ backend }) => ('group' in backend ? [`${backend.group}/v1alpha1`] : [])));
