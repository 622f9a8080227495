/** The script applications sign people in with, in a browser without a window (jsdom), against a Cognito that checks PKCE. */
import { createHash, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

const source = readFileSync('lib/platform/web/session.js', 'utf8').replace(/^export /gm, '');
const config = {
  appPrefix: 'john-inventory-dev',
  clientId: '4h57kf5cpq17m0eml12abcdef3',
  cognitoDomain: 'example.auth.us-east-2.amazoncognito.com',
  callbackUrl: 'https://apps.example.com/auth/callback',
};
const APP = `https://apps.example.com/${config.appPrefix}/`;

const tokenUntil = (seconds: number) =>
  `h.${Buffer.from(JSON.stringify({ exp: seconds, sub: '>>>???' })).toString('base64url')}.s`;
const inAnHour = () => tokenUntil(Date.now() / 1000 + 3600);

/** Cognito: knows the challenge of each code, and takes a code once. */
class Cognito {
  readonly challenges = new Map<string, string>();
  readonly bodies: URLSearchParams[] = [];
  constructor(readonly token: string = inAnHour()) {}

  /** The login page: what it sends the browser back with. */
  login(address: string): string {
    this.challenges.set('code-1', new URL(address).searchParams.get('code_challenge')!);
    return 'code-1';
  }

  readonly fetch = async (address: string, { method, body }: { method: string; body: URLSearchParams }) => {
    this.bodies.push(body);
    const expected = this.challenges.get(body.get('code')!);
    this.challenges.delete(body.get('code')!);
    const challenge = createHash('sha256').update(body.get('code_verifier')!).digest('base64url');
    const ok =
      method === 'POST' && address === `https://${config.cognitoDomain}/oauth2/token` && challenge === expected;
    return { ok, status: ok ? 200 : 400, json: async () => ({ access_token: this.token, token_type: 'Bearer' }) };
  };
}

/** A tab of the browser: it keeps its storage from page to page. */
class Tab {
  private readonly stored = new Map<string, string>();
  left: string | undefined;
  shown = '';

  constructor(private readonly cognito: Cognito) {}

  /** Opens a page and signs in there: the token, the address the tab left for, or the error. */
  async open(url: string): Promise<string | undefined> {
    const { window } = new JSDOM('', { url, runScripts: 'outside-only' });
    for (const [key, value] of this.stored) window.sessionStorage.setItem(key, value);
    let leave = () => {};
    const leaving = new Promise<undefined>(done => {
      leave = () => done(undefined);
    });
    const location = {
      search: window.location.search,
      pathname: window.location.pathname,
      hash: window.location.hash,
      origin: window.location.origin,
      assign: (address: string) => {
        this.left = address;
        leave();
      },
    };
    const names = { location, fetch: this.cognito.fetch, crypto: webcrypto, TextEncoder, Uint8Array };
    const make = new window.Function(...Object.keys(names), `${source}; return { signIn, signOut };`);
    this.page = make(...Object.values(names));
    this.left = undefined;
    try {
      return await Promise.race([this.page.signIn(config), leaving]);
    } finally {
      this.stored.clear();
      for (const key of Object.keys(window.sessionStorage)) this.stored.set(key, window.sessionStorage.getItem(key)!);
      this.shown = window.location.href;
    }
  }

  page!: { signIn(c: object): Promise<string>; signOut(c: object): void };

  keys = () => [...this.stored.keys()].sort();
}

async function signedIn(cognito = new Cognito()) {
  const tab = new Tab(cognito);
  await tab.open(APP);
  const code = cognito.login(tab.left!);
  const token = await tab.open(`${APP}?code=${code}&state=${config.appPrefix}`);
  return { cognito, tab, token };
}

test('who is not signed in is sent to the login page, with a challenge and without the verifier', async () => {
  const tab = new Tab(new Cognito());
  expect(await tab.open(APP)).toBeUndefined();
  const { origin, pathname, searchParams } = new URL(tab.left!);
  expect(origin + pathname).toBe(`https://${config.cognitoDomain}/oauth2/authorize`);
  expect(Object.fromEntries(searchParams)).toEqual({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: config.callbackUrl,
    scope: 'openid email',
    state: config.appPrefix,
    code_challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    code_challenge_method: 'S256',
  });
  expect(tab.keys()).toEqual(['verifier:john-inventory-dev']);
});

test('the code is exchanged with the verifier, and leaves the address bar', async () => {
  const { cognito, tab, token } = await signedIn();
  expect(token).toBe(cognito.token);
  expect(Object.fromEntries(cognito.bodies[0])).toEqual({
    grant_type: 'authorization_code',
    client_id: config.clientId,
    redirect_uri: config.callbackUrl,
    code: 'code-1',
    code_verifier: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
  });
  expect(tab.shown).toBe(APP);
  expect(tab.keys()).toEqual(['token:john-inventory-dev']);
});

test('who is signed in stays, until a minute before the token ends', async () => {
  const { cognito, tab } = await signedIn();
  expect(await tab.open(`${APP}?page=2`)).toBe(cognito.token);
  expect(tab.left).toBeUndefined();
  const late = await signedIn(new Cognito(tokenUntil(Date.now() / 1000 + 59)));
  expect(await late.tab.open(APP)).toBeUndefined();
  expect(late.tab.left).toContain('/oauth2/authorize?');
});

test('each flow has a verifier of its own', async () => {
  const tab = new Tab(new Cognito());
  await tab.open(APP);
  const first = tab.left;
  await tab.open(APP);
  expect(new URL(tab.left!).searchParams.get('code_challenge')).not.toBe(
    new URL(first!).searchParams.get('code_challenge'),
  );
});

test('a code that somebody else got is not taken, where no flow was begun', async () => {
  const cognito = new Cognito();
  const tab = new Tab(cognito);
  await expect(tab.open(`${APP}?code=code-1&state=${config.appPrefix}`)).rejects.toThrow(
    'This sign-in was not begun here. Open the app again.',
  );
  expect(cognito.bodies).toEqual([]);
  expect(tab.keys()).toEqual([]);
});

test('a code that somebody else got is not taken in the middle of a flow either', async () => {
  const cognito = new Cognito();
  const attacker = new Tab(cognito);
  await attacker.open(APP);
  const code = cognito.login(attacker.left!);
  const victim = new Tab(cognito);
  await victim.open(APP);
  await expect(victim.open(`${APP}?code=${code}&state=${config.appPrefix}`)).rejects.toThrow(
    'did not take the code: 400',
  );
  expect(victim.keys()).toEqual([]);
});

test('an answer to another app is none', async () => {
  const tab = new Tab(new Cognito());
  expect(await tab.open(`${APP}?code=x&state=jane-inventory-dev`)).toBeUndefined();
  expect(tab.left).toContain(`state=${config.appPrefix}`);
});

test('a refusal of the login page is told, and ends the flow', async () => {
  const tab = new Tab(new Cognito());
  await tab.open(APP);
  await expect(tab.open(`${APP}?error=access_denied&state=${config.appPrefix}`)).rejects.toThrow(
    'The login page refused: access_denied.',
  );
  expect(tab.keys()).toEqual([]);
});

test.each(['<img src=x onerror=alert(1)>', 'Call 555-0100 to unlock your account', '', 'a'.repeat(41)])(
  'what an address says for an error is not shown: %s',
  async error => {
    const tab = new Tab(new Cognito());
    await tab.open(APP);
    const answer = new URLSearchParams({ error, state: config.appPrefix });
    await expect(tab.open(`${APP}?${answer}`)).rejects.toThrow(new Error('The login page refused.'));
  },
);

test('a refusal nobody asked for is told as such, and says nothing else', async () => {
  const tab = new Tab(new Cognito());
  await expect(tab.open(`${APP}?error=access_denied&state=${config.appPrefix}`)).rejects.toThrow(
    new Error('This sign-in was not begun here. Open the app again.'),
  );
});

test('an answer nobody asked for leaves who is signed in signed in', async () => {
  const { cognito, tab } = await signedIn();
  await expect(tab.open(`${APP}?code=stray&state=${config.appPrefix}`)).rejects.toThrow('not begun here');
  expect(await tab.open(APP)).toBe(cognito.token);
});

test('signing out forgets the token and ends the session of the login page', async () => {
  const { tab } = await signedIn();
  tab.page.signOut(config);
  expect(tab.left).toBe(
    `https://${config.cognitoDomain}/logout?client_id=${config.clientId}&logout_uri=${encodeURIComponent('https://apps.example.com/auth/signed-out/')}`,
  );
});
