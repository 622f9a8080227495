import { type Owner, prefixIn, prefixOf } from 'cdk8s-kro/workload';
import { assert, constantFrom, property, record, stringMatching } from 'fast-check';
import { variable } from '../../lib/cel/ref';
import { evaluated } from './fixtures';

const john = { teamName: 'team-backend', developerName: 'john', appName: 'inventory' };
const template = `${prefixIn(variable<{ spec: Owner }>('schema', {}).spec)}`;

test.each<[Owner, string]>([
  [{ ...john, environment: 'dev' }, 'john-inventory-dev'],
  [{ ...john, environment: 'staging' }, 'team-backend-inventory-staging'],
  [{ ...john, environment: 'prod' }, 'team-backend-inventory-prod'],
])('%j is called %s, and so it is in the cluster', (spec, prefix) => {
  expect(prefixOf(spec)).toBe(prefix);
  expect(evaluated(template, { schema: { spec } })).toBe(prefix);
});

test('PREFIX is said in CEL once', () => {
  expect(template).toBe(
    '${schema.spec.environment == "dev" ? schema.spec.developerName + "-" + schema.spec.appName + "-dev" : ' +
      'schema.spec.teamName + "-" + schema.spec.appName + "-" + schema.spec.environment}',
  );
});

test('what synth computes is what kro computes, and fits a name of IAM and of a Job', () => {
  const name = stringMatching(/^[a-z0-9][a-z0-9-]{0,18}[a-z0-9]$/);
  const environment = constantFrom('dev' as const, 'staging' as const, 'prod' as const);
  assert(
    property(record({ teamName: name, developerName: name, appName: name, environment }), spec => {
      expect(evaluated(template, { schema: { spec } })).toBe(prefixOf(spec));
      expect(`${prefixOf(spec)}-s3-uploader`.length).toBeLessThanOrEqual(64);
      expect(`${prefixOf(spec)}-ui-0123abcd`.length).toBeLessThanOrEqual(63);
    }),
    { numRuns: 50 },
  );
});
