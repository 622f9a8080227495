import { problemsOf } from './problems';
import type { Statement } from './statement';

/** A policy as IAM reads it. References stand in it as `${…}`; `json()` prints it and keeps the quotes inside them. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** A list of one item is written as that item. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What a policy is for, which decides what its statements have to say. */
export type Use = 'any' | 'identity' | 'trust' | 'resource';

/**
 * The policy that says `statements`; what is said twice stands in it once.
 *
 * @throws with every mistake in them: no action, an action of a form IAM does not know, a sid used twice, a token of the AWS CDK
 */
export const policy = (statements: readonly Statement[]): PolicyDocument => policyFor('any', 'policy', statements);

/** As `policy`, for one use. @param what names the policy in errors */
export function policyFor(use: Use, what: string, statements: readonly Statement[]): PolicyDocument {
  const problems = problemsOf(use, statements);
  if (problems.length > 0) throw new Error(`The ${what} cannot be written:\n  ${problems.join('\n  ')}`);
  // loaded here, for it takes a quarter of a second; and its types must not reach users
  const { PolicyDocument: Document } = require('@aws-cdk/aws-iam') as typeof import('@aws-cdk/aws-iam');
  const made: readonly PolicyStatement[] = Document.fromJson({ Statement: statements.map(wire) }).toJSON().Statement;
  const unique = new Map(made.map(statement => [JSON.stringify(statement), statement]));
  return { Version: '2012-10-17', Statement: [...unique.values()].map(inReadingOrder) };
}

/** A statement under the names of the wire, with references printed. */
function wire({ sid, effect = 'Allow', principals, actions, resources, conditions }: Statement): object {
  const { service, federated, aws } = principals ?? {};
  const operators = Object.entries(conditions ?? {}).map(([operator, keys]) => [operator, printed(keys)]);
  return {
    Sid: sid,
    Effect: effect,
    Principal: principals && printed({ Service: service, Federated: federated, AWS: aws }),
    Action: actions,
    Resource: resources?.map(String),
    Condition: operators.length > 0 ? Object.fromEntries(operators) : undefined,
  };
}

function printed(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const said = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    said.map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]),
  );
}

function inReadingOrder(statement: PolicyStatement): PolicyStatement {
  const { Sid, Effect, Principal, Action, Resource, Condition } = statement;
  return {
    ...(Sid && { Sid }),
    Effect,
    ...(Principal && { Principal }),
    Action,
    ...(Resource && { Resource }),
    ...(Condition && { Condition }),
  };
}
