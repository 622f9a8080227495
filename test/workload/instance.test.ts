import { App, Chart, Testing } from 'cdk8s';
import { KroApp } from 'cdk8s-kro';
import { ServerlessInstance, type ServerlessInstanceProps, serverlessApi } from 'cdk8s-kro/workload';
import { Shop } from './fixtures';

type Spec = ServerlessInstanceProps['spec'];
const john: Spec = { teamName: 'team-backend', developerName: 'john', appName: 'inventory', environment: 'dev' };

/** What synth says of these instances, by line; nothing where it takes them. */
function mistakesOf(...specs: Spec[]): string[] {
  const app = new KroApp({ outdir: '/nonexistent' });
  const team = new Chart(app, 'team');
  specs.forEach((spec, i) => {
    new ServerlessInstance(team, `i${i + 1}`, Shop, { spec });
  });
  try {
    app.synthYaml();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n  ').slice(1);
  }
}

test('an instance is called by its PREFIX, and lives where the uploader role trusts its ServiceAccount', () => {
  const team = new Chart(new App(), 'team');
  new ServerlessInstance(team, 'john', Shop, { metadata: { labels: { cost: 'a' } }, spec: john });
  new ServerlessInstance(team, 'prod', Shop, {
    metadata: { namespace: 'prod' },
    spec: { ...john, environment: 'prod', region: 'us-east-2' },
  });
  expect(Testing.synth(team)).toEqual([
    {
      apiVersion: 'kro.run/v1alpha1',
      kind: 'Shop',
      metadata: { name: 'john-inventory-dev', namespace: 'kro-serverless-stack', labels: { cost: 'a' } },
      spec: john,
    },
    {
      apiVersion: 'kro.run/v1alpha1',
      kind: 'Shop',
      metadata: { name: 'team-backend-inventory-prod', namespace: 'prod' },
      spec: { ...john, environment: 'prod', region: 'us-east-2' },
    },
  ]);
});

test.each<[string, Partial<Record<keyof Spec, unknown>>, string[]]>([
  [
    'a name that is too long',
    { teamName: 'team-backend-of-the-shop' },
    ["teamName 'team-backend-of-the-shop' has 24 characters, and names have room for 20. Shorten it."],
  ],
  [
    'a name in capitals',
    { appName: 'Inventory' },
    ["appName 'Inventory' has to be lower-case letters, digits and '-', with a letter or digit at both ends."],
  ],
  [
    'a name that ends in a hyphen',
    { developerName: 'john-' },
    ["developerName 'john-' has to be lower-case letters, digits and '-', with a letter or digit at both ends."],
  ],
  ['a name left out', { developerName: undefined }, ['developerName is missing.']],
  ['an unknown environment', { environment: 'test' }, ["environment 'test' is none of dev, staging, prod."]],
  [
    'another region',
    { region: 'eu-west-1' },
    ["region 'eu-west-1' is not us-east-2, where the platform keeps the code of functions. Leave it out."],
  ],
  [
    'several mistakes',
    { teamName: 'Team', environment: 'test', region: 'eu-west-1' },
    [
      "teamName 'Team' has to be lower-case letters, digits and '-', with a letter or digit at both ends.",
      "environment 'test' is none of dev, staging, prod.",
      "region 'eu-west-1' is not us-east-2, where the platform keeps the code of functions. Leave it out.",
    ],
  ],
])('synth refuses %s', (_, wrong, messages) => {
  expect(mistakesOf({ ...john, ...wrong } as Spec)).toEqual(messages.map(message => `[team/i1] ${message}`));
});

const clash = (place: string, prefix: string, first = 'team/i1') =>
  `[${place}] PREFIX '${prefix}' belongs to '${first}' already. ` +
  'In dev the developer and the app make it, elsewhere the team and the app: change one of them.';

test.each<[string, Spec[], string[]]>([
  ['an instance twice', [john, john], [clash('team/i2', 'john-inventory-dev')]],
  [
    'parts that join to one name',
    [
      { ...john, developerName: 'a', appName: 'b-c' },
      { ...john, developerName: 'a-b', appName: 'c' },
    ],
    [clash('team/i2', 'a-b-c-dev')],
  ],
  [
    'developers of one name in two teams',
    [john, { ...john, teamName: 'team-retail' }],
    [clash('team/i2', 'john-inventory-dev')],
  ],
  [
    'two developers in prod, where the team is meant',
    [
      { ...john, environment: 'prod' },
      { ...john, environment: 'prod', developerName: 'mary' },
    ],
    [clash('team/i2', 'team-backend-inventory-prod')],
  ],
  [
    'three of them',
    [john, john, john],
    [clash('team/i2', 'john-inventory-dev'), clash('team/i3', 'john-inventory-dev')],
  ],
])('synth refuses %s', (_, specs, messages) => expect(mistakesOf(...specs)).toEqual(messages));

test('one developer may run two apps, and two environments', () => {
  expect(mistakesOf(john, { ...john, appName: 'orders' }, { ...john, environment: 'staging' })).toEqual([]);
});

test('PREFIX is one of all kinds, for AWS knows no kinds; other apps of cdk8s do not count', () => {
  const app = new KroApp({ outdir: '/nonexistent' });
  new ServerlessInstance(new Chart(app, 'a'), 'john', Shop, { spec: john });
  const Desk = serverlessApi({ kind: 'Desk', region: 'us-east-2' });
  new ServerlessInstance(new Chart(app, 'b'), 'john', Desk, { spec: john });
  expect(() => app.synth()).toThrow(clash('b/john', 'john-inventory-dev', 'a/john'));
  expect(mistakesOf(john)).toEqual([]);
});
