import type { Input } from '../cel/ref';

/** One statement of an IAM policy, with references of kro wherever a text is wanted. */
export interface Statement {
  /** Letters and digits, used once in a policy. @default none */
  readonly sid?: string;
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  /** `service:Name`; the name may hold `*`. */
  readonly actions: readonly string[];
  /** ARNs, with `*` and `?` as IAM has them. Policies of roles and of buckets need them, trust policies have none. */
  readonly resources?: readonly Input<string>[];
  /** Who may do it. Trust policies and policies of buckets need them, policies of roles have none. */
  readonly principals?: Principals;
  /** Operator, then key, then what it is compared with: `{ StringEquals: { 'aws:SourceAccount': account } }`. @default none */
  readonly conditions?: Conditions;
}

/** Principals by type; at least one. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html. */
export interface Principals {
  /** Services, such as `lambda.amazonaws.com`. */
  readonly service?: readonly string[];
  /** ARNs of identity providers. */
  readonly federated?: readonly Input<string>[];
  /** ARNs of roles and users, account ids, or `*`. */
  readonly aws?: readonly Input<string>[];
}

export type Conditions = Readonly<Record<string, Readonly<Record<string, Input<string> | readonly Input<string>[]>>>>;
