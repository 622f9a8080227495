import type { Use } from './policy';
import type { Principals, Statement } from './statement';

/** What IAM would refuse in the statements of a policy, each with the place and what to write instead. */
export function problemsOf(use: Use, statements: readonly Statement[]): string[] {
  if (statements.length === 0) return ['it has no statement. Leave the policy out, or say what it allows.'];
  return statements.flatMap((statement, i) => {
    const problems = [...anywhere(statement, statements.slice(0, i)), ...forUse(use, statement)];
    return problems.map(problem => `statement ${i + 1}${statement.sid ? ` (${statement.sid})` : ''} ${problem}.`);
  });
}

function anywhere(
  { sid, actions, resources, principals, conditions }: Statement,
  before: readonly Statement[],
): string[] {
  const malformed = actions.filter(action => !/^(\*|[a-z0-9-]+:[A-Za-z0-9*]+)$/.test(action));
  const said = JSON.stringify([actions, resources, principals, conditions]);
  return [
    ...(actions.length === 0 ? ['names no action. Name one'] : []),
    ...malformed.map(action => `has the action '${action}'. Write it as service:Name, such as 's3:GetObject'`),
    ...(sid && !/^[A-Za-z0-9]+$/.test(sid) ? [`has the sid '${sid}'. Use letters and digits only`] : []),
    ...(sid && before.some(other => other.sid === sid) ? ['has the sid of an earlier one. Rename one'] : []),
    // a token in a text, and in a list
    ...(/[$#]\{Token\[/.test(said)
      ? ['holds a token of the AWS CDK, which has no value here. Write the value, or a reference']
      : []),
  ];
}

function forUse(use: Use, { resources, principals }: Statement): string[] {
  const aboutNothing = (resources ?? []).length === 0;
  const forNobody = isEmpty(principals);
  switch (use) {
    case 'any':
      return [];
    case 'identity':
      return [
        ...(aboutNothing ? ['names no resource. Say what it is about: resources: [arn]'] : []),
        ...(principals ? ['names principals, and a policy of a role is for that role. Leave them out'] : []),
      ];
    case 'trust':
      return [
        ...(forNobody
          ? ['trusts nobody. Say who may take the role: trustService(…), trustRole(…), or principals']
          : []),
        ...(resources ? ['names resources, and a trust policy is about its role. Leave them out'] : []),
      ];
    case 'resource':
      return [
        ...(aboutNothing ? ['names no resource. Say the bucket, or the objects in it: resources: [arn]'] : []),
        ...(forNobody
          ? ["is for nobody. Say who it is for: principals: { service: ['cloudfront.amazonaws.com'] }"]
          : []),
      ];
  }
}

const isEmpty = (principals: Principals = {}) => Object.values(principals).flat().length === 0;
