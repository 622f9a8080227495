import { fail } from '../failure';
import * as is from '../is';
import { Entries } from '../map';
import { Opaque } from '../value';
import { type Library, on } from './library';

/** A URL as Go's net/url takes it apart: nothing is normalised but the scheme. */
export class Url extends Opaque {
  readonly type = 'kubernetes.URL';

  constructor(
    readonly scheme: string,
    /** The userinfo, which belongs to the URL and not to its host. */
    readonly user: string,
    readonly host: string,
    /** As written, percent-encoded where Go would encode it. */
    readonly path: string,
    readonly query: string,
  ) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Url && other.toString() === this.toString();
  }

  get port(): string {
    return /:(\d*)$/.exec(this.host)?.[1] ?? '';
  }

  /** The host without its port and without the brackets of an IPv6 address. */
  get hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  }

  override toString(): string {
    return [this.scheme, this.user, this.host, this.path, this.query].join(' ');
  }
}

const PARTS = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/su;

/** A URL that is one for a request too: absolute, or an absolute path. Only then is its fragment told from the rest. */
function parse(text: string): Url | undefined {
  const [, rest, fragment = ''] = /^([^#]*)(?:#(.*))?$/su.exec(text)!;
  return isRequestUri(text) && isEscaped(fragment) ? read(rest!, !text.startsWith('///')) : undefined;
}

const isRequestUri = (text: string): boolean => read(text, false) !== undefined;

/** `anyHost` says whether `//host` is a host without a scheme as well; to a request it is a path. */
function read(text: string, anyHost: boolean): Url | undefined {
  if (text === '*') return new Url('', '', '', '*', '');
  if (text === '' || hasControl(text)) return undefined;
  const [, scheme = '', authority, path = '', query = ''] = PARTS.exec(text) ?? [];
  const opaque = scheme !== '' && authority === undefined && !path.startsWith('/');
  if (opaque) return new Url(scheme.toLowerCase(), '', '', '', query);
  if (scheme === '' && !text.startsWith('/')) return undefined;
  const hasHost = authority !== undefined && (scheme !== '' || anyHost);
  const [user, host] = splitUser(hasHost ? authority : '');
  const whole = authority === undefined || hasHost ? path : `//${authority}${path}`;
  if (!isHost(host) || !isUser(user) || !isEscaped(whole)) return undefined;
  return new Url(scheme.toLowerCase(), user, decodeHost(host), escapePath(whole), query);
}

const hasControl = (text: string) => [...text].some(c => c < ' ' || c === '\x7f');

function splitUser(authority: string): [user: string, host: string] {
  const at = authority.lastIndexOf('@');
  return at < 0 ? ['', authority] : [authority.slice(0, at), authority.slice(at + 1)];
}

const isUser = (user: string) => /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) && isEscaped(user);

function isHost(host: string): boolean {
  if (host.startsWith('[')) return /^\[[^\]]*\](:\d*)?$/.test(host) && !/[\s<>"]/.test(host);
  const [name = '', ...ports] = host.split(':');
  if (ports.length > 1 || !/^\d*$/.test(ports[0] ?? '')) return false;
  return !/[ "<>[\]\\^`{|}#/]/.test(name.replace(/["<>]/g, '')) && /^(?:%[89A-Fa-f][0-9A-Fa-f]|[^%])*$/.test(name);
}

const isEscaped = (text: string) => !/%(?![0-9A-Fa-f]{2})/.test(text);

function decodeHost(host: string): string {
  try {
    return decodeURIComponent(host);
  } catch {
    return host;
  }
}

/** The path as it is if it is a valid encoding, else decoded and encoded. */
function escapePath(path: string): string {
  if (/^[A-Za-z0-9\-._~!$&'()*+,;=:@/[\]%]*$/.test(path)) return path;
  const bytes = Buffer.from(path.replace(/%25/g, '%2525'));
  const plain = decodeBytes(bytes.toString('latin1'));
  return [...plain].map(c => (/[A-Za-z0-9\-._~$&+,/:;=@]/.test(c) ? c : percent(c.charCodeAt(0)))).join('');
}

const decodeBytes = (latin: string) =>
  latin.replace(/%2525/g, '%').replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

const percent = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** The values of each name, without the pairs Go cannot decode. */
function queryOf(url: Url): Entries {
  const values = new Map<string, string[]>();
  for (const pair of url.query.split('&')) {
    if (pair === '' || pair.includes(';') || !isEscaped(pair)) continue;
    const at = pair.indexOf('=');
    const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    values.set(decodeQuery(key), [...(values.get(decodeQuery(key)) ?? []), decodeQuery(value)]);
  }
  return Entries.of(values);
}

const decodeQuery = (text: string) =>
  Buffer.from(decodeBytes(Buffer.from(text.replace(/\+/g, ' ')).toString('latin1')), 'latin1').toString('utf8');

const it = is.instance(Url);

export const url: Library = {
  url: [
    on(is.string)(
      text => parse(text) ?? fail('parse-or-conversion', `URL parse error during conversion from string: ${text}`),
    ),
  ],
  isURL: [on(is.string)(isRequestUri)],
  getScheme: [on(it)(url => url.scheme)],
  getHost: [on(it)(url => url.host)],
  getHostname: [on(it)(url => url.hostname)],
  getPort: [on(it)(url => url.port)],
  getEscapedPath: [on(it)(url => url.path)],
  getQuery: [on(it)(queryOf)],
};
