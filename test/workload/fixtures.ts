import { App } from 'cdk8s';
import { analyze, Kinds } from 'cdk8s-kro';
import { Environment } from 'cdk8s-kro/cel';
import type { PlatformConfig } from 'cdk8s-kro/platform';
import { crud, ServerlessStack, type ServerlessStackProps, serverlessApi } from 'cdk8s-kro/workload';
import { segmentsOf } from '../../lib/cel/interpolation';

export const platform: PlatformConfig = {
  accountId: '111122223333',
  region: 'us-east-2',
  domain: 'apps.example.com',
  assetsBucket: 'assets',
  uiBucket: 'sites',
  lambdaRoleArn: 'arn:aws:iam::111122223333:role/lambda-execution-role',
  uploaderRoleArn: 'arn:aws:iam::111122223333:role/s3-uploader-role',
  userPoolId: 'us-east-2_Pool',
  userPoolClientId: '4h57kf5cpq17m0eml12abcdef3',
  loginDomain: 'login.example.com',
  oidcIssuer: 'oidc.eks.us-east-2.amazonaws.com/id/CLUSTER',
};

/** A platform without an issuer, whose Pods get roles by Pod Identity. */
export const { oidcIssuer: _, ...anonymous }: PlatformConfig = platform;

export const Shop = serverlessApi({ kind: 'Shop', region: 'us-east-2' });

/** A stack with five routes. */
export const stack = (props: Partial<ServerlessStackProps> = {}): ServerlessStack =>
  new ServerlessStack(new App(), 'shop', Shop, { platform, routes: crud('item'), ...props });

// biome-ignore lint/suspicious/noExplicitAny: manifests of all kinds
export type Manifest = any;

export const rgdOf = (graph: { toJson(): object[] }): Manifest => graph.toJson()[0];

/** The templates of a graph, by id. */
export const templatesOf = (rgd: Manifest): Record<string, Manifest> =>
  Object.fromEntries(rgd.spec.resources.map(({ id, template }: Manifest) => [id, template]));

/** What kro says to a graph. */
export const judge = (graph: { toJson(): object[] }) => analyze(rgdOf(graph), { kinds: Kinds.bundled() });

const env = Environment.of({});

/** A template in which every expression is replaced by its value. */
export function evaluated(template: unknown, values: Record<string, Manifest>): Manifest {
  if (typeof template === 'string') return evaluatedText(template, values);
  if (Array.isArray(template)) return template.map(item => evaluated(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, evaluated(value, values)]));
}

function evaluatedText(text: string, values: Record<string, Manifest>): unknown {
  const pieces = segmentsOf(text).map(piece => (piece.isExpression ? valueIn(piece.text, values) : piece.text));
  return pieces.length === 1 ? pieces[0] : pieces.join('');
}

function valueIn(cel: string, values: Record<string, Manifest>): unknown {
  const result = env.evaluate(cel, values);
  if ('value' in result) return result.value;
  throw new Error(`${cel}: ${JSON.stringify(result)}`);
}
