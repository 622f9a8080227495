import { group, type Role, serviceAccount, user } from '../../lib/korifi';
import { BACKENDS, mistakesIn, newFoundation, newSpace, ofKind, theOnly } from './fixtures';

const everything = (backend: 'korifi' | 'kro') => {
  const cf = newFoundation(backend);
  const org = cf.addOrg('shop');
  const space = org.addSpace('dev');
  cf.grant('admin', user('ada'));
  org.grant('organization_manager', user('mary'));
  space.grant('space_developer', user('dan'), group('devs'), serviceAccount('ci', 'deployer'));
  space.grant('space_manager', user('mary')).grant('space_auditor', user('eve'));
  return { cf, org, space };
};

test.each<[Role, string, 'true' | 'false']>([
  ['admin', 'korifi-controllers-admin', 'true'],
  ['cf_user', 'korifi-controllers-root-namespace-user', 'false'],
  ['organization_manager', 'korifi-controllers-organization-manager', 'true'],
  ['organization_user', 'korifi-controllers-organization-user', 'false'],
  ['space_developer', 'korifi-controllers-space-developer', 'false'],
  ['space_manager', 'korifi-controllers-space-manager', 'false'],
  ['space_auditor', 'korifi-controllers-space-auditor', 'false'],
])('%s is bound to %s, and propagates: %s', (role, clusterRole, propagates) => {
  const { cf, org, space } = everything('korifi');
  const namespaces = { cf: cf.rootNamespace, org: org.guid, space: space.guid };
  const level = role === 'admin' || role === 'cf_user' ? 'cf' : role.startsWith('org') ? 'org' : 'space';
  const bindings = ofKind(cf, 'RoleBinding').filter(each => each.roleRef.name === clusterRole);
  expect(bindings.length).toBeGreaterThan(0);
  for (const { metadata } of bindings) {
    expect(metadata).toMatchObject({
      name: expect.stringMatching(/^cf-[0-9a-f]{64}$/),
      namespace: namespaces[level],
      labels: { 'cloudfoundry.org/role-guid': expect.stringMatching(/^[0-9a-f-]{36}$/) },
      annotations: { 'cloudfoundry.org/propagate-cf-role': propagates },
    });
  }
});

test('a subject is written as RBAC wants it', () => {
  const { space } = everything('korifi');
  const developers = ofKind(space, 'RoleBinding').filter(each => each.roleRef.name.endsWith('space-developer'));
  const apiGroup = 'rbac.authorization.k8s.io';
  expect(developers.flatMap(each => each.subjects)).toEqual([
    { apiGroup, kind: 'User', name: 'dan' },
    { apiGroup, kind: 'Group', name: 'devs' },
    { apiGroup: '', kind: 'ServiceAccount', name: 'deployer', namespace: 'ci' },
  ]);
});

test('who has a role in a space is a user of the organization and of the foundation, once', () => {
  const { cf } = everything('korifi');
  const roles = ofKind(cf, 'RoleBinding')
    .filter(each => each.subjects[0].name === 'mary')
    .map(each => each.roleRef.name.replace('korifi-controllers-', ''));
  expect(roles.sort()).toEqual(['organization-manager', 'organization-user', 'root-namespace-user', 'space-manager']);
});

test('with kro an organization and a space are told the roles that hold in them, also those from above', () => {
  const { cf } = everything('kro');
  const rolesIn = (kind: string) =>
    theOnly(cf, kind).spec.grants.map((each: { role: string; subjects: { name: string }[] }) => [
      each.role,
      ...each.subjects.map(subject => subject.name),
    ]);
  expect(rolesIn('Organization')).toEqual([
    ['cf-admin', 'ada'],
    ['cf-organization-manager', 'mary'],
    ['cf-organization-user', 'dan', 'devs', 'deployer', 'mary', 'eve'],
  ]);
  expect(rolesIn('Space')).toEqual([
    ['cf-admin', 'ada'],
    ['cf-organization-manager', 'mary'],
    ['cf-space-developer', 'dan', 'devs', 'deployer'],
    ['cf-space-manager', 'mary'],
    ['cf-space-auditor', 'eve'],
  ]);
});

test('with kro every role that is bound has a ClusterRole', () => {
  const { cf } = everything('kro');
  const [binding, ...others] = ofKind(cf, 'ClusterRole').reverse();
  const clusterRoles = others.map(each => each.metadata.name);
  const bound = [
    ...ofKind(cf, 'RoleBinding').map(each => each.roleRef.name),
    ...[...ofKind(cf, 'Organization'), ...ofKind(cf, 'Space')].flatMap(each =>
      each.spec.grants.map((grant: { role: string }) => grant.role),
    ),
  ];
  expect(clusterRoles).toHaveLength(7);
  expect(binding.rules[0]).toMatchObject({ verbs: ['bind'], resourceNames: expect.arrayContaining(clusterRoles) });
  expect(binding.metadata).toMatchObject({ labels: { 'rbac.kro.run/aggregate-to-controller': 'true' } });
  expect(clusterRoles).toEqual(expect.arrayContaining([...new Set(bound)]));
});

describe.each(BACKENDS)('with the backend %s', backend => {
  test.each([
    'admin_read_only',
    'global_auditor',
    'organization_auditor',
    'organization_billing_manager',
    'space_supporter',
    'organization-auditor',
  ])('%s is refused, for Korifi ships no ClusterRole for it', role => {
    expect(() => newSpace(backend).org.grant(role as never, user('ada'))).toThrow(
      `cf/shop: Korifi ships no ClusterRole for ${role}, so the role would grant nothing. Grant one of organization_manager, organization_user.`,
    );
  });

  test('a role of another level is refused', () => {
    expect(() => newSpace(backend).grant('organization_manager' as never, user('ada'))).toThrow(
      'cf/shop/dev: organization_manager is a role of the org, not of the space. Grant one of space_developer, space_manager, space_auditor.',
    );
  });

  test('a role there is not is refused, with one that may be meant', () => {
    expect(() => newSpace(backend).grant('space_develper' as never, user('ada'))).toThrow(
      'cf/shop/dev: space_develper is no role of Cloud Foundry. Did you mean space_developer?',
    );
  });

  test('roles break no rule', () => {
    expect(mistakesIn(everything(backend).cf)).toEqual([]);
  });
});

test('kro takes roles only from where an organization is written', () => {
  const org = newFoundation('kro').existingOrg('shop');
  expect(() => org.grant('organization_user', user('ada'))).toThrow(
    'cf/shop is not written here, and kro takes its roles from where it is. Grant organization_user there.',
  );
});
