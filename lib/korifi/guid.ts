import { createHash } from 'node:crypto';
import { v5 } from 'uuid';

/**
 * The GUID of what is called `name` inside `parent`: the same on every machine, where Korifi itself draws random ones.
 *
 * It is Korifi's own rule for processes (the parent is the app's GUID, the name the process type), so the CFProcess written here and
 * the one Korifi would create are one object.
 */
export const guidIn = (parent: string, name: string): string => v5(name, v5(parent, v5.DNS));

/** The name of a process's AppWorkload: its GUID and four digits that stand for the app's revision. */
export const workloadName = (processGuid: string, revision = '0'): string =>
  `${processGuid}-${digest('sha1', revision).slice(0, 4)}`;

/** The name of the RoleBinding by which a user has a role; `user` of a service account is `namespace/name`. */
export const roleBindingName = (role: string, user: string): string => `cf-${digest('sha256', `${role}::${user}`)}`;

/** Of a text, in hexadecimal digits. */
export const digest = (algorithm: 'sha1' | 'sha256', text: string): string =>
  createHash(algorithm).update(text).digest('hex');
