import type { Entry } from './entry';

/** The rules there are; each has a test it passes and one it fails. */
export type RuleName =
  | 'same-object'
  | 'org-name'
  | 'org-unique'
  | 'space-name'
  | 'space-org'
  | 'space-unique'
  | 'app-unique'
  | 'domain-name'
  | 'domain-overlap'
  | 'route-unique'
  | 'route-host'
  | 'route-length'
  | 'route-path'
  | 'route-domain'
  | 'route-destination'
  | 'lifecycle'
  | 'service-unique'
  | 'binding-unique'
  | 'binding-name'
  | 'task-command'
  | 'task-canceled'
  | 'reference'
  | 'immutable';

/** What Korifi would refuse, at the object it would refuse. */
export interface Violation {
  readonly rule: RuleName;
  readonly entry: Entry;
  /** What is wrong, and what to write instead. */
  readonly message: string;
}
