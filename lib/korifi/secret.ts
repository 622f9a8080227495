import { isObjectName } from '../graph/names';

const SECRET = Symbol.for('cdk8s-kro.korifi.secret');

/** A Secret that is in the cluster already, or comes from elsewhere: its values are never in what synth writes. */
export interface SecretRef {
  readonly name: string;
  readonly [SECRET]: true;
}

/**
 * Names an existing Secret of the space, where a literal would be printed: `env: secret('web-env')`.
 *
 * As the environment of an app its keys are the variables; as the credentials of a service it has one key, `credentials`, with a
 * JSON object.
 *
 * @throws where no Secret can have the name
 */
export function secret(name: string): SecretRef {
  if (!isObjectName(name, 'v1'))
    throw new Error(`'${name}' is no name of a Secret. Write lower case letters, digits, - and .`);
  return { name, [SECRET]: true };
}

export const isSecretRef = (value: object): value is SecretRef => SECRET in value;
