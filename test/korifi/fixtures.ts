import { KroApp } from 'cdk8s-kro';
import { parseAllDocuments } from 'yaml';
import { type BackendName, CloudFoundry, type CloudFoundryProps, type Space } from '../../lib/korifi';
import { validate } from '../../lib/kro/plan';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  // biome-ignore lint/suspicious/noExplicitAny: tests look into manifests of any kind
  readonly [key: string]: any;
}

export const BACKENDS: readonly BackendName[] = ['korifi', 'kro'];

/** An app with nowhere to write: tests look at what it would. */
export const newApp = (): KroApp => new KroApp({ outdir: '/nowhere' });

export const newFoundation = (backend: BackendName, props: Partial<CloudFoundryProps> = {}): CloudFoundry =>
  new CloudFoundry(newApp(), 'cf', { backend, defaultDomain: 'apps.example.com', imagePrefix: 'reg.io/cf/', ...props });

export const newSpace = (backend: BackendName, props: Partial<CloudFoundryProps> = {}): Space =>
  newFoundation(backend, props).addOrg('shop').addSpace('dev');

/** All objects an app writes, the graphs among them. */
export const manifestsOf = ({ node }: Pick<Space, 'node'>): Manifest[] =>
  parseAllDocuments((node.root as KroApp).synthYaml()).map(document => document.toJS());

export const ofKind = (scope: Pick<Space, 'node'>, kind: string): Manifest[] =>
  manifestsOf(scope).filter(each => each.kind === kind);

/** The only object of a kind. */
export function theOnly(scope: Pick<Space, 'node'>, kind: string): Manifest {
  const [first, ...others] = ofKind(scope, kind);
  expect(others).toEqual([]);
  return first;
}

/** What validation says, a line each. */
export function mistakesIn({ node }: Pick<Space, 'node'>): string[] {
  try {
    validate(node.root as KroApp);
    return [];
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map(line => line.trim());
  }
}
