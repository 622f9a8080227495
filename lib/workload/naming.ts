import { choose, eq } from '../cel/ops';
import type { Expr, Ref } from '../cel/ref';
import type { Infer } from '../schema/field';
import * as s from '../schema/field';

const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;

/** What a part of a name may be: parts are joined by `-` to names of AWS, of Kubernetes and of folders in a bucket. */
const NAME = { pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, maxLength: 20 };

const name = () => s.string().required().pattern(NAME.pattern).maxLength(NAME.maxLength);

/** The fields that say whose stack an instance is. */
export const OWNER = {
  teamName: name(),
  appName: name(),
  environment: s
    .string()
    .required()
    .enum(...ENVIRONMENTS),
  developerName: name(),
};
export type Owner = Infer<typeof OWNER>;

/**
 * PREFIX, the name that everything of an instance begins with, and its folder below the domain: developer and app in `dev`, team and app
 * elsewhere. Says in CEL what `prefixOf` computes:
 * `schema.spec.environment == "dev" ? schema.spec.developerName + "-" + schema.spec.appName + "-dev" : …`.
 */
export const prefixIn = ({ teamName, appName, environment, developerName }: Ref<Owner>): Expr<string> =>
  choose(eq(environment, 'dev'), joined(developerName, appName, 'dev'), joined(teamName, appName, environment));

/** PREFIX of an instance: `john-inventory-dev`, `team-backend-inventory-prod`. At most 49 characters. */
export const prefixOf = ({ teamName, appName, environment, developerName }: Owner): string =>
  joined(environment === 'dev' ? developerName : teamName, appName, environment);

const joined = (...parts: readonly (string | Expr<string>)[]): string => parts.join('-');

/** Why an instance cannot be named, or what it says is no environment; each with what to write instead. */
export function problemsOfName(owner: Owner): string[] {
  const { environment, ...parts } = owner;
  const isKnown = ENVIRONMENTS.includes(environment);
  return [
    ...NAMED.flatMap(field => problemsOfPart(field, parts[field])),
    ...(isKnown ? [] : [`environment '${environment}' is none of ${ENVIRONMENTS.join(', ')}.`]),
  ];
}

const NAMED = ['teamName', 'appName', 'developerName'] as const;

function problemsOfPart(field: string, value: string): string[] {
  const { pattern, maxLength } = NAME;
  if (!value) return [`${field} is missing.`];
  return [
    ...(value.length > maxLength
      ? [`${field} '${value}' has ${value.length} characters, and names have room for ${maxLength}. Shorten it.`]
      : []),
    ...(pattern.test(value)
      ? []
      : [`${field} '${value}' has to be lower-case letters, digits and '-', with a letter or digit at both ends.`]),
  ];
}
