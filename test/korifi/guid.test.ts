import { guidIn } from '../../lib/korifi';
import { roleBindingName, workloadName } from '../../lib/korifi/guid';

test('a process has the GUID Korifi gives it', () => {
  // UUIDv5 of the type, in the UUIDv5 of the app's GUID in the namespace of DNS
  expect(guidIn('bd4b0aa3-334d-5f7a-8c54-6cd0fd4b5bc0', 'web')).toBe('49c12005-2914-5792-a3c5-9892cef42c25');
});

test('equal names in different places have different GUIDs, and always the same', () => {
  expect(guidIn('a', 'dev')).not.toBe(guidIn('b', 'dev'));
  expect(guidIn('a', 'dev')).toBe(guidIn('a', 'dev'));
});

test('an AppWorkload is called after its process and the revision of the app', () => {
  expect([workloadName('p'), workloadName('p', '1')]).toEqual(['p-b658', 'p-356a']); // sha1 of 0 and 1
});

test.each([
  ['space_developer', 'alice', '397993fd2409784578b04d93893ccaa4c33899a29ca9e93027b9c960a9cdddfb'],
  ['cf_user', 'ci/deployer', '80157e639714022638940973cf373f6b60932ba82ab6b470c7c7d4b11ee9b6c9'],
])('the RoleBinding of %s for %s has the name Korifi gives it', (role, user, sum) => {
  expect(roleBindingName(role, user)).toBe(`cf-${sum}`);
});
