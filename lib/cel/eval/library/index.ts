import { calendar } from './calendar';
import { cidr } from './cidr';
import { conversions } from './conversions';
import { encoders } from './encoders';
import { hash } from './hash';
import { ip } from './ip';
import { json } from './json';
import { kroLists, maps, omit } from './kro';
import type { Library, Overload } from './library';
import { kubernetesLists, lists } from './lists';
import { optional } from './optional';
import { quantity } from './quantity';
import { random } from './random';
import { regex } from './regex';
import { runtime } from './runtime';
import { semver } from './semver';
import { standard } from './standard';
import { strings } from './strings';
import { url } from './url';

const LIBRARIES: readonly Library[] = [
  standard,
  conversions,
  calendar,
  strings,
  lists,
  encoders,
  optional,
  regex,
  kubernetesLists,
  quantity,
  ip,
  cidr,
  url,
  semver,
  random,
  maps,
  json,
  hash,
  kroLists,
  omit,
  runtime,
];

/** Every function but the operators: libraries that share a name add their overloads to it. */
export const FUNCTIONS: ReadonlyMap<string, readonly Overload[]> = LIBRARIES.reduce((all, library) => {
  for (const [name, overloads] of Object.entries(library)) all.set(name, [...(all.get(name) ?? []), ...overloads]);
  return all;
}, new Map<string, readonly Overload[]>());
