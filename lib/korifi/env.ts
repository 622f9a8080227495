import { isSecretRef, type SecretRef } from './secret';

/** Why Cloud Foundry does not let an app set a variable. */
export function variableProblem(name: string): string | undefined {
  if (name === 'PORT' || /^(VCAP|VMC)_/.test(name)) return `Cloud Foundry sets ${name} itself. Remove it.`;
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name))
    return `'${name}' is no name of a variable. Use letters, digits, -, _ and dots, without a digit in front.`;
  if (name === 'constructor' || name === '__proto__')
    // not as the key of an object
    return `cdk8s cannot write a variable '${name}'. Have it in a Secret: secret('NAME').`;
  return undefined;
}

/** @throws where a variable cannot be set */
export function checkEnv(where: string, env: Readonly<Record<string, string>> | SecretRef): void {
  if (isSecretRef(env)) return;
  for (const name of Object.keys(env)) {
    const problem = variableProblem(name);
    if (problem) throw new Error(`${where}: ${problem}`);
  }
}
