import { Chart } from 'cdk8s';
import { Instance, KroApp } from 'cdk8s-kro';
import {
  type Identity,
  type PlatformConfig,
  SharedPlatform,
  SharedPlatformGraph,
  SharedPlatformManifests,
} from 'cdk8s-kro/platform';
import { crud, ServerlessInstance, ServerlessStack, type ServerlessStackProps } from 'cdk8s-kro/workload';
import { decided, settings } from '../platform/settings';
import { anonymous, platform, Shop } from './fixtures';

const podIdentity: Identity = { type: 'podIdentity', clusterName: 'hub', region: 'us-east-2' };
const shared: PlatformConfig = {
  ...platform,
  accountId: decided.accountId,
  lambdaRoleArn: `arn:aws:iam::${decided.accountId}:role/platform-lambda-execution-role`,
};

/** The layer of the platform, as a graph with an instance or as manifests. */
const layers: Readonly<Record<'graph' | 'manifests', (app: KroApp, apps: string[]) => void>> = {
  graph(app, apps) {
    const { distributionDomain: _, ...spec } = settings;
    new SharedPlatformGraph(app, 'layer', { apps });
    new Instance(new Chart(app, 'production'), 'platform', SharedPlatform, { metadata: { name: 'platform' }, spec });
  },
  manifests(app, apps) {
    new SharedPlatformManifests(app, 'platform', { apps, settings: decided });
  },
};

/** What synth says where a shop has instances of these applications. */
function mistakesOf(
  props: Partial<ServerlessStackProps>,
  apps: readonly string[],
  make: (app: KroApp) => void,
  namespace?: string,
): string[] {
  const app = new KroApp({ outdir: '/nonexistent' });
  make(app);
  new ServerlessStack(app, 'shop', Shop, { platform: shared, routes: crud('item'), ...props });
  const team = new Chart(app, 'team');
  for (const [i, appName] of apps.entries())
    new ServerlessInstance(team, `i${i + 1}`, Shop, {
      metadata: namespace === undefined ? {} : { namespace },
      spec: { teamName: 'team', developerName: `john${i}`, appName, environment: 'dev' },
    });
  try {
    app.synthYaml();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n  ').slice(1);
  }
}

const notFor = (place: string, appName: string, apps: string) =>
  `[shop] '${place}' is of the application '${appName}', and its function would use platform-lambda-execution-role, which is for ${apps}. ` +
  `Add '${appName}' to apps of the shared layer, or give the stack roles: 'perInstance'.`;

describe.each(Object.entries(layers))('where the layer is made by %s', (_, layer) => {
  test.each<[apps: string[], instances: string[], mistakes: string[]]>([
    [['inventory'], ['inventory', 'inventory'], []],
    [['orders'], ['inventory', 'orders', 'inventory'], [notFor('team/i1', 'inventory', 'orders')]],
    [
      ['a', 'b'],
      ['c', 'd'],
      [notFor('team/i1', 'c', 'a, b'), notFor('team/i2', 'd', 'a, b')],
    ],
    [[], ['inventory'], [notFor('team/i1', 'inventory', 'none')]],
    [['inventory'], ['inventor'], [notFor('team/i1', 'inventor', 'inventory')]],
  ])('for %j, instances of %j use its role', (apps, instances, mistakes) => {
    expect(mistakesOf({}, instances, app => layer(app, apps))).toEqual(mistakes);
  });

  test('roles of instances, and roles of other layers, are nobody else’s business', () => {
    const none = (app: KroApp) => layer(app, []);
    expect(mistakesOf({ roles: 'perInstance' }, ['inventory'], none)).toEqual([]);
    const lambdaRoleArn = shared.lambdaRoleArn.replace('platform', 'sandbox');
    expect(mistakesOf({ platform: { ...shared, lambdaRoleArn } }, ['inventory'], none)).toEqual([]);
  });
});

test('without the layer in the cdk8s app nobody knows whom its role is for', () => {
  expect(mistakesOf({}, ['inventory'], () => {})).toEqual([]);
});

test('with IRSA the shared role of the uploader is for one namespace', () => {
  const mistakes = [
    "[shop] 'team/i1' is in the namespace 'shops', and the uploader role of the platform trusts ServiceAccounts of 'kro-serverless-stack'. " +
      "Leave the namespace out, or give the stack roles: 'perInstance'.",
  ];
  expect(mistakesOf({}, ['inventory'], () => {}, 'shops')).toEqual(mistakes);
  expect(mistakesOf({ roles: 'perInstance' }, ['inventory'], () => {}, 'shops')).toEqual([]);
  const withPodIdentity = { platform: { ...anonymous }, identity: podIdentity };
  expect(mistakesOf(withPodIdentity, ['inventory'], () => {}, 'shops')).toEqual([]);
});
