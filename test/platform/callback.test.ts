/** The page the login page returns to, in a browser without a window (jsdom). */
import { readFileSync } from 'node:fs';
import { JSDOM, ResourceLoader, VirtualConsole } from 'jsdom';

const HOST = 'https://apps.example.com';
const page = readFileSync('lib/platform/web/callback/index.html', 'utf8');
const script = readFileSync('lib/platform/web/callback/callback.js', 'utf8');

/** Where the script sends the browser, resolved as the browser does it, and what the page then says. */
function open(query: string): { readonly to?: URL; readonly message: string } {
  const { window } = new JSDOM(page, { url: `${HOST}/auth/callback${query}`, runScripts: 'outside-only' });
  const targets: string[] = [];
  // a browser lets nobody watch location.replace, so the script gets a location of its own with the search of the real one
  const location = { search: window.location.search, replace: (target: string) => targets.push(target) };
  new window.Function('location', script)(location);
  expect(targets.length).toBeLessThanOrEqual(1);
  const message = window.document.getElementById('message')!.textContent!;
  return { ...(targets[0] !== undefined && { to: new URL(targets[0], window.location.href) }), message };
}

const REFUSED = 'This sign-in cannot be finished. Open the app and sign in there.';

test.each([
  ['?code=abc-123&state=john-inventory-dev', '/john-inventory-dev/?code=abc-123&state=john-inventory-dev'],
  ['?state=team-app-prod&code=x', '/team-app-prod/?code=x&state=team-app-prod'],
  ['?code=x&state=a&session_state=whatever', '/a/?code=x&state=a'],
  // a code is Cognito's business: whatever it holds arrives as it was
  ['?code=a%26state%3Devil%2F%2Fx&state=a', '/a/?code=a%26state%3Devil%2F%2Fx&state=a'],
  ['?error=access_denied&error_description=No%20way&state=a', '/a/?error=access_denied&state=a'],
  [
    '?error=invalid_request&state=john-inventory-dev',
    '/john-inventory-dev/?error=invalid_request&state=john-inventory-dev',
  ],
])('%s goes on to the app at %s', (query, expected) => {
  expect(open(query)).toEqual({ to: new URL(expected, HOST), message: 'Signing in…' });
});

const attacks: [name: string, query: string][] = [
  ['another host', '?code=x&state=//evil.example'],
  ['another host by backslashes', '?code=x&state=\\\\evil.example'],
  ['another host by one backslash', '?code=x&state=/\\evil.example'],
  ['another host, encoded', '?code=x&state=%2F%2Fevil.example'],
  ['another host, encoded twice', '?code=x&state=%252F%252Fevil.example'],
  ['backslashes, encoded', '?code=x&state=%5C%5Cevil.example'],
  ['a dot alone', '?code=x&state=evil.example'],
  ['a way up', '?code=x&state=..'],
  ['a way up, encoded', '?code=x&state=%2e%2e%2f%2fevil.example'],
  ['an address', '?code=x&state=https://evil.example'],
  ['a script', '?code=x&state=javascript:alert(1)'],
  ['a script in capitals, encoded', '?code=x&state=JavaScript%3Aalert(1)'],
  ['a document in the address', '?code=x&state=data:text/html,hello'],
  ['a user before a host', '?code=x&state=@evil.example'],
  ['a port', '?code=x&state=:80'],
  ['a line break before another host', '?code=x&state=%0a//evil.example'],
  ['a line break after a prefix', '?code=x&state=john-inventory-dev%0a'],
  ['a tab, which browsers drop from addresses', '?code=x&state=%09//evil.example'],
  ['a zero byte', '?code=x&state=a%00'],
  ['a blank', '?code=x&state=a%20b'],
  ['a plus, which is a blank', '?code=x&state=a+b'],
  ['a full-width solidus', '?code=x&state=%EF%BC%8F%EF%BC%8Fevil'],
  ['a Kelvin sign, which is a k in lower case', '?code=x&state=%E2%84%AA'],
  ['capitals', '?code=x&state=John'],
  ['a query in the state', '?code=x&state=a?b'],
  ['a fragment in the state', '?code=x&state=a%23b'],
  ['markup', '?code=x&state=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E'],
  ['an underscore', '?code=x&state=a_b'],
  ['no state', '?code=x'],
  ['an empty state', '?code=x&state='],
  ['a state without equals sign', '?code=x&state'],
  ['the state in the fragment', '?code=x#state=john-inventory-dev'],
  ['two states', '?code=x&state=a&state=b'],
  ['a state said twice the same', '?code=x&state=a&state=a'],
  ['a state hidden behind an encoded name', '?code=x&state=a&%73tate=b'],
  ['an array of states', '?code=x&state[]=a'],
  ['no code', '?state=a'],
  ['an empty code', '?code=&state=a'],
  ['two codes', '?code=x&code=y&state=a'],
  ['a code and an error', '?code=x&error=access_denied&state=a'],
  ['two errors', '?error=a&error=b&state=a'],
  ['an error that is no word of OAuth', '?error=%3Cscript%3E&state=a'],
  ['an empty error', '?error=&state=a'],
  ['an error without state', '?error=access_denied'],
  ['an error for another host', '?error=access_denied&state=//evil.example'],
  ['nothing', ''],
];

test.each(attacks)('%s is refused', (_, query) => {
  expect(open(query)).toEqual({ message: REFUSED });
});

test('whatever the state is, the browser stays on this host, in a folder of it', () => {
  const run = new Function('location', 'document', script);
  const pieces = [
    '/',
    '\\',
    '.',
    ':',
    '@',
    '?',
    '#',
    '&',
    '%2f',
    '%5c',
    '%0a',
    '%09',
    '-',
    'evil.example',
    'javascript:',
  ];
  const states = pieces.flatMap(a => pieces.flatMap(b => pieces.map(c => a + b + c)));
  const targets: string[] = [];
  for (const state of [...states, 'a-b'])
    run(
      {
        search: new URL(`${HOST}/auth/callback?code=x&state=${state}`).search,
        replace: (to: string) => targets.push(to),
      },
      { getElementById: () => ({}) },
    );
  expect(targets).toContain('/a-b/?code=x&state=a-b');
  for (const target of targets) {
    const { origin, pathname } = new URL(target, HOST);
    expect([origin, pathname]).toEqual([HOST, expect.stringMatching(/^\/[a-z0-9-]+\/$/)]);
  }
});

/** The page as a browser loads it, with its script from the host. */
async function load(query: string) {
  const problems: string[] = [];
  const asked: string[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('jsdomError', ({ message }) => problems.push(message));
  class Bucket extends ResourceLoader {
    override fetch(url: string) {
      asked.push(url);
      return Object.assign(Promise.resolve(Buffer.from(script)), { abort() {} });
    }
  }
  const { window } = new JSDOM(page, {
    url: `${HOST}/auth/callback${query}`,
    runScripts: 'dangerously',
    resources: new Bucket(),
    virtualConsole,
  });
  await new Promise(done => window.addEventListener('load', done));
  return { asked, problems, document: window.document };
}

test('the page loads its script from this host, and the script leaves the page', async () => {
  const { asked, problems } = await load('?code=x&state=a');
  expect(asked).toEqual([`${HOST}/auth/callback/callback.js`]);
  expect(problems).toEqual([expect.stringContaining('navigation')]); // all that jsdom cannot do
});

test('the page shows that it refuses, and nothing of the address', async () => {
  const { problems, document } = await load('?code=x&state=<b>evil</b>');
  expect(problems).toEqual([]);
  expect(document.getElementById('message')!.textContent).toBe(REFUSED);
  expect(document.body.innerHTML).not.toContain('evil');
});

test('the page lets scripts of this host run and nothing else, and tells nobody its address', () => {
  const { document } = new JSDOM(page).window;
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content');
  expect(policy).toBe("default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'");
  expect(document.querySelector('meta[name=referrer]')!.getAttribute('content')).toBe('no-referrer');
  const inline = [...document.querySelectorAll('*')].flatMap(({ attributes }) =>
    [...attributes].map(({ name }) => name),
  );
  expect(inline.filter(name => name === 'style' || name.startsWith('on'))).toEqual([]);
  expect([...document.scripts].map(({ text }) => text.trim())).toEqual(['']);
});
