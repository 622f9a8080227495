/**
 * Where the login page of Cognito sends the browser, for all apps: `/auth/callback?code=…&state=PREFIX`. Hands the answer on to the app
 * that asked, at `/PREFIX/`, which has the PKCE verifier and exchanges the code (session.js).
 *
 * The state is all of an address that comes from outside. It may hold lower case letters, digits and dashes only, so what is made of it
 * is a folder of this host and nothing else. This address is replaced, so that the code is in no history.
 */
(() => {
  /** The value of a parameter; undefined where it is missing, empty or said twice, which RFC 6749 (4.1.2, 3.1) does not allow. */
  function only(params, name) {
    const values = params.getAll(name);
    return values.length === 1 && values[0] !== '' ? values[0] : undefined;
  }

  /** Where to go on, or undefined where the answer is not one of Cognito's to an app of this host. */
  function next(params) {
    const state = only(params, 'state');
    if (state === undefined || !/^[a-z0-9-]+$/.test(state)) return undefined;
    const answer = params.has('error') ? refusal(params) : permission(params);
    return answer && `/${state}/?${new URLSearchParams({ ...answer, state })}`;
  }

  function permission(params) {
    const code = only(params, 'code');
    return code && { code };
  }

  /** The description is left out: anybody could write it, and the app would show it as its own. */
  function refusal(params) {
    const error = only(params, 'error');
    return error !== undefined && /^[a-z_]+$/.test(error) && !params.has('code') ? { error } : undefined;
  }

  const target = next(new URLSearchParams(location.search));
  if (target) location.replace(target);
  else
    document.getElementById('message').textContent = 'This sign-in cannot be finished. Open the app and sign in there.';
})();
