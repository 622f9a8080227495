import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Manifest } from './fixtures';

export interface Call {
  readonly action: string;
  readonly resource: string;
  /** Account of the resource. */
  readonly account: string;
  readonly context?: Readonly<Record<string, string>>;
}

const policiesOf = ({ spec }: Manifest): { name: string; policy: unknown }[] =>
  Object.entries<string>(spec.inlinePolicies ?? {}).map(([name, text]) => ({ name, policy: JSON.parse(text) }));

/** Whether IAM lets a role make a call, by the policies in its manifest; of a role that is taken, its trust decides too. */
export async function canDo(account: string, role: Manifest, call: Call, resource?: Manifest): Promise<boolean> {
  return simulated(`arn:aws:iam::${account}:role${role.spec.path ?? '/'}${role.spec.name}`, call, {
    identityPolicies: policiesOf(role),
    ...(resource && { resourcePolicy: JSON.parse(resource.spec.assumeRolePolicyDocument) }),
  });
}

/** Whether a service, or a web identity, can take a role. */
export const canTake = (principal: string, role: Manifest, call: Call): Promise<boolean> =>
  simulated(principal, call, { identityPolicies: [], resourcePolicy: JSON.parse(role.spec.assumeRolePolicyDocument) });

/** @throws where the simulator does not know the call: that is no denial */
async function simulated(
  principal: string,
  { action, resource, account, context = {} }: Call,
  policies: { identityPolicies: { name: string; policy: unknown }[]; resourcePolicy?: unknown },
): Promise<boolean> {
  const request = { principal, action, resource: { resource, accountId: account }, contextVariables: { ...context } };
  const none = { serviceControlPolicies: [], resourceControlPolicies: [] };
  const result = await runSimulation({ request, ...policies, ...none }, {});
  if (result.resultType === 'error')
    throw new Error(`${action} on ${resource} cannot be simulated: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}
