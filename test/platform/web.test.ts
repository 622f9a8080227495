import { readFileSync } from 'node:fs';
import * as web from '../../lib/platform/web';

test.each([
  ['index-html.js', web.indexHtml],
  ['callback/index.html', web.callbackPage],
  ['callback/callback.js', web.callbackScript],
  ['session.js', web.sessionScript],
])('the library holds the text of %s (else: npm run embed)', (file, text) => {
  expect(text).toBe(readFileSync(`lib/platform/web/${file}`, 'utf8'));
});

test('the function of CloudFront is within the 10 KB it takes', () => {
  expect(Buffer.byteLength(web.indexHtml)).toBeLessThan(10_240);
});
