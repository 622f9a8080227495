import { readFileSync } from 'node:fs';
import { layers } from './layers';
import { drawn } from './readme';

const picture = layers('dist');

test("README's picture of the layers is what the graphs and instances in dist/ are (else: npm run picture)", () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain('```mermaid\nflowchart TB\n');
  expect(drawn(readme, 'The serverless platform', picture)).toBe(readme);
});

test('it shows each resource of the shared layer, and what waits for what, once', () => {
  expect(picture.match(/^ {4}SharedPlatform_\w+\["/gm)).toHaveLength(14);
  expect(picture).toContain('    SharedPlatform_certificate["certificate<br/>Certificate"]\n');
  expect(picture).toContain('    SharedPlatform_certificate --> SharedPlatform_distribution\n');
  expect(picture).toContain('    SharedPlatform_distribution --> SharedPlatform_config\n');
  expect(picture).not.toContain('SharedPlatform_uiBucket --> SharedPlatform_config\n'); // the distribution says so
});
