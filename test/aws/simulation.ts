import { isWildcardOnlyAction, runSimulation } from '@cloud-copilot/iam-simulate';

/** A Role of ACK as its manifest has it, with every expression evaluated. */
export interface RoleManifest {
  readonly spec: {
    readonly name: string;
    readonly assumeRolePolicyDocument: string;
    readonly inlinePolicies?: Readonly<Record<string, string>>;
  };
}

/** Action, resource, and what IAM knows of the request besides. */
export type Call = [action: string, resource: string, context?: Readonly<Record<string, string>>];

const accountId = '111122223333';

/** Whether IAM lets a role make a call. */
export async function canDo({ spec }: RoleManifest, [action, resource, context = {}]: Call): Promise<boolean> {
  const policies = Object.entries(spec.inlinePolicies ?? {});
  return simulated({
    principal: `arn:aws:iam::${accountId}:role/${spec.name}`,
    action,
    resource,
    context,
    identityPolicies: policies.map(([name, text]) => ({ name, policy: JSON.parse(text) })),
  });
}

/** Whether somebody can take a role. */
export async function canTake(
  { spec }: RoleManifest,
  principal: string,
  action: string,
  context: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const resource = `arn:aws:iam::${accountId}:role/${spec.name}`;
  const resourcePolicy = JSON.parse(spec.assumeRolePolicyDocument);
  return simulated({ principal, action, resource, context, identityPolicies: [], resourcePolicy });
}

interface Simulated {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
  readonly identityPolicies: { name: string; policy: unknown }[];
  readonly resourcePolicy?: unknown;
}

/** @throws where the simulator does not know the action, or the action does not know such a resource: that is no denial */
async function simulated({ principal, action, resource, context, ...policies }: Simulated): Promise<boolean> {
  const request = { principal, action, resource: { resource, accountId }, contextVariables: { ...context } };
  const none = { serviceControlPolicies: [], resourceControlPolicies: [] };
  const result = await runSimulation({ request, ...policies, ...none }, {});
  if (result.resultType === 'error')
    throw new Error(`${action} on ${resource} cannot be simulated: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}

/** Actions and resources of a role that stand for all there are, where IAM could tell them apart. */
export async function wildcardsOf({ spec }: RoleManifest): Promise<string[]> {
  const found: string[] = [];
  for (const [name, text] of Object.entries(spec.inlinePolicies ?? {}))
    for (const { Action, Resource } of JSON.parse(text).Statement)
      for (const action of [Action].flat()) {
        if (action.includes('*')) found.push(`${name}: ${action}`);
        else if ([Resource].flat().includes('*') && !(await knowsNoResource(action)))
          found.push(`${name}: ${action} on *`);
      }
  return found;
}

function knowsNoResource(action: string): Promise<boolean> {
  const [service, name] = action.split(':');
  return isWildcardOnlyAction(service, name);
}
