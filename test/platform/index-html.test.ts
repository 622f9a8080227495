import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

interface Request {
  uri: string;
  readonly querystring: object;
  readonly headers: object;
}

/** The function as CloudFront runs it: a script of its own, which defines `handler`. */
const source = readFileSync('lib/platform/web/index-html.js', 'utf8');
const handle = (event: object): Request => runInNewContext(`${source};handler(event)`, { event });

const request = (uri: string, querystring = {}) => ({
  version: '1.0',
  context: { eventType: 'viewer-request' },
  viewer: { ip: '198.51.100.1' },
  request: { method: 'GET', uri, querystring, headers: { host: { value: 'apps.example.com' } }, cookies: {} },
});

test.each([
  ['/', '/index.html'],
  ['/john-inventory-dev/', '/john-inventory-dev/index.html'],
  ['/john-inventory-dev', '/john-inventory-dev/index.html'],
  ['/john-inventory-dev/index.html', '/john-inventory-dev/index.html'],
  ['/john-inventory-dev/config.json', '/john-inventory-dev/config.json'],
  ['/john-inventory-dev/assets/app.3f9a.js', '/john-inventory-dev/assets/app.3f9a.js'],
  ['/john-inventory-dev/items/7', '/john-inventory-dev/items/7/index.html'],
  ['/auth/callback', '/auth/callback/index.html'],
  ['/auth/callback/', '/auth/callback/index.html'],
  ['/auth/callback/callback.js', '/auth/callback/callback.js'],
  ['/auth/session.js', '/auth/session.js'],
  // a dot counts in the last segment only
  ['/v1.2/app', '/v1.2/app/index.html'],
  ['/v1.2/', '/v1.2/index.html'],
  ['/.well-known/security.txt', '/.well-known/security.txt'],
  ['/.well-known', '/.well-known'],
  ['/file.', '/file.'],
  // what is encoded stays encoded, and is a letter like others
  ['/a%2Eb', '/a%2Eb/index.html'],
  ['/a%2Fb', '/a%2Fb/index.html'],
  ['/a%20b/', '/a%20b/index.html'],
  ['/caf%C3%A9', '/caf%C3%A9/index.html'],
  ['//', '//index.html'],
])('%s is %s in the bucket', (uri, expected) => {
  expect(handle(request(uri)).uri).toBe(expected);
});

test('the query, headers and the rest of the request stay as they are', () => {
  const query = { code: { value: 'a/b.c' }, state: { value: 'john-inventory-dev' } };
  const { request: asked } = request('/auth/callback', query);
  const expected = { ...structuredClone(asked), uri: '/auth/callback/index.html' };
  expect(JSON.parse(JSON.stringify(handle({ request: asked })))).toEqual(expected);
});

test('it uses no JavaScript that cloudfront-js-2.0 lacks', () => {
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
  expect(source).not.toMatch(/\bclass\b|\?\.|\?\?|\.\.\.|\bimport\b|\brequire\b|\beval\b|\bsetTimeout\b/);
});
