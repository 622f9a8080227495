import { readFileSync } from 'node:fs';
import { picture, readFleet } from 'cdk8s-kro/fleet';
import { parse } from 'yaml';
import { violations } from '../../lib/schema/validate';
import { changed, mistakesOf } from '../fleet/fixtures';
import { drawn } from '../picture/readme';

const folder = 'apps/fleet/config';
const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, language, text]) => ({ language, text }));

test("README's picture is drawn from the example (else: npm run picture)", () => {
  expect(drawn(readme, 'Hub and spokes', picture(readFleet(folder)))).toBe(readme);
  expect(blocks.map(({ text }) => text)).toContain(picture(readFleet(folder)));
});

test("README's spoke file is one of the example", () => {
  const [, ...lines] = readFileSync(`${folder}/spokes/orders-staging.yaml`, 'utf8').split('\n');
  expect(blocks.map(({ text }) => text)).toContain(lines.join('\n'));
});

test("README's mistakes are told so", () => {
  const text = readFileSync(`${folder}/spokes/orders-staging.yaml`, 'utf8');
  const [, ...lines] = text.replace('network:', 'netwrok:').split('\n');
  const found = mistakesOf(changed({ 'spokes/orders-staging.yaml': lines.join('\n') }));
  for (const mistake of found) expect(readme).toContain(`  ${folder}/${mistake}\n`);
  expect(readme).toContain(`The configuration has ${found.length} mistakes, so nothing is written:`);
});

test.each([
  ['config.yaml', 'config'],
  ['environments/staging.yaml', 'environment'],
  ['environments/production.yaml', 'environment'],
  ['spokes/orders-staging.yaml', 'spoke'],
  ['spokes/payments-staging.yaml', 'spoke'],
  ['spokes/payments-production.yaml', 'spoke'],
])('%s names the schema editors complete it by, and keeps to it', (file, name) => {
  const text = readFileSync(`${folder}/${file}`, 'utf8');
  const up = '../'.repeat(`${folder}/${file}`.split('/').length - 1);
  expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${up}dist/schemas/${name}.schema.json`);
  const schema = JSON.parse(readFileSync(`dist/schemas/${name}.schema.json`, 'utf8'));
  expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', additionalProperties: false });
  expect(violations(parse(text), schema)).toEqual([]);
});

test('the schema of a spoke file knows every field, and says what is meant', () => {
  const { properties, required } = JSON.parse(readFileSync('dist/schemas/spoke.schema.json', 'utf8'));
  expect(required).toEqual(['name', 'environment']);
  expect(properties.network.properties.availability_zones).toEqual({
    type: 'array',
    minItems: 2,
    maxItems: 3,
    description: '2 or 3 zones of the region: [us-east-1a, us-east-1b]',
    items: { type: 'string' },
  });
  expect(properties.node_groups.items.required).toContain('max_size');
  expect(violations({ name: 'a', environment: 'b', nmae: 1 }, { properties, required })).toHaveLength(1);
});
