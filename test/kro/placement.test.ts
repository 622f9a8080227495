import { ApiObject, App, Chart } from 'cdk8s';
import { checkClaims, placementOf, writeTo } from '../../lib/kro/placement';

const chart = () => new Chart(new Chart(new App(), 'team'), 'shop');

test('a chart that nothing is said of has the name cdk8s gives it, without a running number', () => {
  expect(placementOf(new Chart(new App(), 'shop'))).toBe('shop.k8s.yaml');
  expect(placementOf(new Chart(new App({ outputFileExtension: '.yml' }), 'shop'))).toBe('shop.yml');
  expect(placementOf(chart())).toMatch(/^team-shop-c8[0-9a-f]{6}\.k8s\.yaml$/);
});

test.each([
  ['apps/shop/carts.yaml', 'apps/shop/carts.yaml'],
  ['carts.yml', 'carts.yml'],
  ['größe/ñ.yaml', 'größe/ñ.yaml'],
])('%s is a file', (path, expected) => {
  const shop = chart();
  writeTo(shop, path);
  expect(placementOf(shop)).toBe(expected);
});

test('a path that ends in / is a folder, and the file has its default name', () => {
  const shop = new Chart(new App(), 'shop');
  writeTo(shop, 'apps/team/');
  expect(placementOf(shop)).toBe('apps/team/shop.k8s.yaml');
});

test('the later path holds', () => {
  const shop = chart();
  writeTo(shop, 'rgds/carts.yaml');
  writeTo(shop, 'apps/carts.yaml');
  expect(placementOf(shop)).toBe('apps/carts.yaml');
});

test.each([
  ['../carts.yaml', "holds an empty part, '.' or '..'"],
  ['apps/../../carts.yaml', "holds an empty part, '.' or '..'"],
  ['./carts.yaml', "holds an empty part, '.' or '..'"],
  ['apps//carts.yaml', "holds an empty part, '.' or '..'"],
  ['apps//', "holds an empty part, '.' or '..'"],
  ['/carts.yaml', 'is not relative'],
  ['/', 'is not relative'],
  ['C:/carts.yaml', 'is not relative'],
  ['apps\\carts.yaml', 'holds a backslash or a control character'],
  ['apps/a\nb.yaml', 'holds a backslash or a control character'],
  ['apps/\u0000.yaml', 'holds a backslash or a control character'],
  ['apps/a:b.yaml', 'holds a character Windows refuses'],
  ['apps/?.yaml', 'holds a character Windows refuses'],
  ['apps./carts.yaml', 'holds a name that ends in a dot or a space'],
  ['.cdk8s-kro-files/a.yaml', 'is a name the library keeps for itself'],
  ['apps/carts', "ends neither in '.yaml' or '.yml' nor in '/'"],
  ['apps/carts.json', "ends neither in '.yaml' or '.yml' nor in '/'"],
  ['', "holds an empty part, '.' or '..'"],
])('%j is refused, and the error names the chart', (path, problem) => {
  expect(() => writeTo(chart(), path)).toThrow(`team/shop: '${path}' ${problem}`);
});

test('only charts have a file', () => {
  const object = new ApiObject(chart(), 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(() => writeTo(object as unknown as Chart, 'map.yaml')).toThrow('only a chart has a file of its own');
  expect(() => writeTo(chart(), undefined as unknown as string)).toThrow('is no text');
});

describe('files stand beside each other', () => {
  const claims = (...paths: string[]) => paths.map((path, i) => ({ path, by: `chart '${i}'` }));

  test('in one folder or in many', () => {
    expect(() => checkClaims(claims('apps/a.yaml', 'apps/b.yaml', 'apps/team/a.yaml', 'a.yaml'))).not.toThrow();
  });

  test.each([
    ['one file for two', ['x.yaml', 'x.yaml'], "chart '0' and chart '1' would both be written to 'x.yaml'."],
    ['one file to macOS', ['x.yaml', 'X.yaml'], "written to 'x.yaml', which to macOS and Windows is 'X.yaml'."],
    [
      'one file in two folders to macOS',
      ['Apps/x.yaml', 'apps/x.yaml'],
      "'Apps/x.yaml', which to macOS and Windows is 'apps/x.yaml'.",
    ],
    ['one file, accents apart or not', ['\u00e9.yaml', 'e\u0301.yaml'], 'would both be written to'],
    [
      'a file as folder',
      ['a.yaml', 'a.yaml/b.yaml'],
      "chart '0' would be written to 'a.yaml', where chart '1' needs a folder.",
    ],
    ['a folder as file', ['a.yaml/b/c.yaml', 'A.yaml/B'], "chart '1' would be written to 'A.yaml/B', which"],
    ['no path at all', ['a.yaml', '../b.yaml'], "chart '1': '../b.yaml' holds an empty part"],
  ])('but not %s', (_, paths, message) => {
    expect(() => checkClaims(claims(...paths))).toThrow(message);
  });

  test('nor folders that differ in case, which would be one or two depending on the machine', () => {
    expect(() => checkClaims(claims('Apps/a.yaml', 'apps/b.yaml'))).toThrow(
      "chart '0' needs the folder 'Apps', which to macOS and Windows is 'apps' of chart '1'.",
    );
  });
});
