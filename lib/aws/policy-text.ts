import { segmentsOf } from '../cel/interpolation';
import { json } from '../cel/json';
import { policyFor, type Use } from './policy';
import type { Statement } from './statement';

/**
 * What ACK's Role takes as `inlinePolicies`: the text of a policy, by its name.
 *
 * What an instance says and a policy repeats is part of that policy: let a pattern keep quotes and wildcards out of such a field.
 *
 * @throws on a name IAM does not take, on mistakes in statements, and where the policies have together more than the 10,240 characters IAM takes for one role
 */
export function inlinePolicies(
  policies: Readonly<Record<string, readonly Statement[]>>,
): Readonly<Record<string, string>> {
  const wrong = Object.keys(policies).filter(name => !/^[\w+=,.@-]{1,128}$/.test(name));
  if (wrong.length > 0)
    throw new Error(`'${wrong.join("', '")}' cannot name a policy. Use up to 128 letters, digits and any of _+=,.@-`);
  const texts = Object.fromEntries(
    Object.entries(policies).map(([name, statements]) => [
      name,
      textOf('identity', `inline policy '${name}'`, statements),
    ]),
  );
  const what = `inline policies (${Object.keys(policies).join(', ')})`;
  refuseOver(10_240, what, Object.values(texts).join(''), 'Move statements to a managed policy');
  return texts;
}

/**
 * What ACK's Policy takes as `policyDocument`.
 *
 * @throws on mistakes in statements, and above the 6,144 characters IAM takes
 */
export function managedPolicy(statements: readonly Statement[]): string {
  const text = textOf('identity', 'managed policy', statements);
  return refuseOver(6_144, 'a managed policy', text, 'Make several policies of it');
}

/**
 * What ACK's Role takes as `assumeRolePolicyDocument`.
 *
 * @throws on mistakes in statements, and above the 2,048 characters IAM takes
 */
export function trustPolicy(statements: readonly Statement[]): string {
  const text = textOf('trust', 'trust policy', statements);
  return refuseOver(2_048, 'a trust policy', text, 'Make several roles, or name principals with a wildcard');
}

/**
 * What ACK's Bucket takes as `policy`.
 *
 * @throws on mistakes in statements, and above the 20 KB S3 takes
 */
export function bucketPolicy(statements: readonly Statement[]): string {
  const text = textOf('resource', 'bucket policy', statements);
  return refuseOver(20_480, 'a bucket policy', text, 'Join statements with wildcards');
}

const textOf = (use: Use, what: string, statements: readonly Statement[]) => json(policyFor(use, what, statements));

/** IAM does not count white space. Nobody knows how long the value of an expression is, so it counts as nothing. */
function refuseOver(limit: number, what: string, text: string, advice: string): string {
  const written = segmentsOf(text).map(({ isExpression, text: piece }) => (isExpression ? '' : piece));
  const length = Buffer.byteLength(written.join('').replace(/\s/g, ''));
  if (length <= limit) return text;
  throw new Error(
    `${length.toLocaleString('en')} characters of ${what}, white space not counted, where AWS takes ${limit.toLocaleString('en')}. ${advice}.`,
  );
}
