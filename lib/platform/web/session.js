/**
 * Signs people in to an app at `/PREFIX/`: authorization code with PKCE, through the login page all apps share.
 *
 *     import { signIn } from '/auth/session.js';
 *     const config = await (await fetch('config.json')).json();
 *     const token = await signIn(config);          // leaves the page where nobody is signed in yet
 *     await fetch(`${config.apiEndpoint}/items`, { headers: { Authorization: `Bearer ${token}` } });
 *
 * Verifier and token are kept in sessionStorage: for one tab, gone with it. Apps of one host share it, so they have to trust each other.
 */

/**
 * @param config what config.json of the app says: appPrefix, clientId, cognitoDomain (a host), callbackUrl
 * @returns the access token; or never, for the browser is on its way to the login page
 * @throws where the login page or the exchange of the code refuses
 */
export async function signIn(config) {
  const answer = new URLSearchParams(location.search);
  const token = sessionStorage.getItem(tokenKey(config));
  if (answer.get('state') === config.appPrefix && (answer.has('code') || answer.has('error'))) {
    history.replaceState(null, '', location.pathname + location.hash); // the code is used once, and is nobody's bookmark
    return redeem(config, answer);
  }
  return token && isCurrent(token) ? token : leave(config);
}

/** Forgets the token and opens the login page's way out, which comes back to the logout URL of the app client. */
export function signOut(config) {
  sessionStorage.removeItem(tokenKey(config));
  const query = new URLSearchParams({ client_id: config.clientId, logout_uri: `${location.origin}/auth/signed-out/` });
  location.assign(`https://${config.cognitoDomain}/logout?${query}`);
}

const tokenKey = config => `token:${config.appPrefix}`;
const verifierKey = config => `verifier:${config.appPrefix}`;

async function leave(config) {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  sessionStorage.setItem(verifierKey(config), verifier);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: config.callbackUrl,
    scope: 'openid email',
    state: config.appPrefix,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  });
  location.assign(`https://${config.cognitoDomain}/oauth2/authorize?${query}`);
  return new Promise(() => {}); // the page is left meanwhile
}

/** Without a verifier of this tab the answer is to a question it did not ask. Apps show errors, so nothing an address can hold gets into one. */
async function redeem(config, answer) {
  const verifier = sessionStorage.getItem(verifierKey(config));
  sessionStorage.removeItem(verifierKey(config));
  if (!verifier) throw new Error('This sign-in was not begun here. Open the app again.');
  if (answer.has('error')) throw new Error(`The login page refused${reason(answer.get('error'))}.`);
  const response = await fetch(`https://${config.cognitoDomain}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: config.clientId,
      redirect_uri: config.callbackUrl,
      code: answer.get('code'),
      code_verifier: verifier,
    }),
  });
  if (!response.ok) throw new Error(`The login page did not take the code: ${response.status}.`);
  const { access_token: token } = await response.json();
  sessionStorage.setItem(tokenKey(config), token);
  return token;
}

/** One of the words of RFC 6749 (4.1.2.1), or nothing. */
const reason = error => (/^[a-z_]{1,40}$/.test(error) ? `: ${error}` : '');

const base64url = bytes =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

/** Whether the token is good for another minute; the API checks it, this spares a refusal. */
function isCurrent(token) {
  const [, payload = ''] = token.split('.');
  const { exp = 0 } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')) || '{}');
  return exp * 1000 > Date.now() + 60_000;
}
