import { isIPv4, isIPv6 } from 'node:net';
import { fail } from '../failure';
import * as is from '../is';
import { Opaque } from '../value';
import { type Library, on } from './library';

/** An IP address: its bits as a number. */
export class Ip extends Opaque {
  readonly type = 'net.IP';

  constructor(
    readonly bits: bigint,
    readonly family: 4 | 6,
  ) {
    super();
  }

  /** How many bits such an address has. */
  get width(): number {
    return this.family === 4 ? 32 : 128;
  }

  equals(other: Opaque): boolean {
    return other instanceof Ip && other.family === this.family && other.bits === this.bits;
  }

  override toString(): string {
    return this.family === 4 ? printV4(this.bits) : printV6(this.bits);
  }
}

/** The address, or why it is none. */
export function parseIp(text: string): Ip | string {
  if (text.includes('%')) return `IP address "${text}" with zone value is not allowed`;
  if (isIPv4(text)) return new Ip(bitsOfV4(text), 4);
  if (!isIPv6(text)) return `IP Address "${text}" parse error during conversion from string`;
  const bits = bitsOfV6(text);
  const mapped = bits >> 32n === 0xffffn;
  return mapped ? `IPv4-mapped IPv6 address "${text}" is not allowed` : new Ip(bits, 6);
}

const bitsOfV4 = (text: string) => text.split('.').reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);

function bitsOfV6(text: string): bigint {
  const dotted = /[^:]*\.[^:]*$/.exec(text)?.[0];
  const last = dotted && bitsOfV4(dotted);
  const plain = last === undefined || last === '' ? text : text.slice(0, -dotted!.length) + groups(last, 2).join(':');
  const [head = '', tail] = plain.split('::') as [string, string?];
  const [before, after] = [head, tail ?? ''].map(part => part.split(':').filter(Boolean)) as [string[], string[]];
  const zeros = new Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

const groups = (bits: bigint, count: number) =>
  Array.from({ length: count }, (_, i) => ((bits >> BigInt(16 * (count - 1 - i))) & 0xffffn).toString(16));

const printV4 = (bits: bigint) => [24n, 16n, 8n, 0n].map(shift => (bits >> shift) & 0xffn).join('.');

/** RFC 5952: the longest run of at least two zero groups is left out. */
function printV6(bits: bigint): string {
  const text = groups(bits, 8).join(':');
  const runs = [...text.matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length);
  const [run] = runs;
  if (!run) return text;
  return `${text.slice(0, run.index).replace(/:$/, '')}::${text.slice(run.index + run[0].length).replace(/^:/, '')}`;
}

export function ipOf(text: string): Ip {
  const result = parseIp(text);
  return typeof result === 'string' ? fail('parse-or-conversion', result) : result;
}

const it = is.instance(Ip);

/** Whether the address begins with the bits of `prefix`, one per family. */
const within = (prefixes: { readonly 4?: string; readonly 6?: string }) => {
  const of = (family: 4 | 6): [bits: bigint, shift: bigint] | undefined => {
    const [address, length] = prefixes[family]?.split('/') ?? [];
    if (address === undefined) return undefined;
    const shift = BigInt((family === 4 ? 32 : 128) - Number(length));
    return [(family === 4 ? bitsOfV4(address) : bitsOfV6(address)) >> shift, shift];
  };
  const prefix = { 4: of(4), 6: of(6) };
  return (ip: Ip): boolean => {
    const [bits, shift] = prefix[ip.family] ?? [];
    return bits !== undefined && ip.bits >> shift! === bits;
  };
};

const isUnspecified = (ip: Ip) => ip.bits === 0n;
const isLoopback = within({ 4: '127.0.0.0/8', 6: '::1/128' });
const isMulticast = within({ 4: '224.0.0.0/4', 6: 'ff00::/8' });
const isLinkLocalUnicast = within({ 4: '169.254.0.0/16', 6: 'fe80::/10' });
const isLinkLocalMulticastV4 = within({ 4: '224.0.0.0/24' });
/** The second byte of an IPv6 multicast address ends with its scope, 2 for the link. */
const isLinkLocalMulticast = (ip: Ip) =>
  ip.family === 4 ? isLinkLocalMulticastV4(ip) : isMulticast(ip) && ((ip.bits >> 112n) & 0xfn) === 2n;
const isGlobalUnicast = (ip: Ip) =>
  !isUnspecified(ip) &&
  !isLoopback(ip) &&
  !isMulticast(ip) &&
  !isLinkLocalUnicast(ip) &&
  !(ip.family === 4 && ip.bits === 0xffff_ffffn);

export const ip: Library = {
  ip: [on(is.string)(ipOf)],
  isIP: [on(is.string)(text => typeof parseIp(text) !== 'string')],
  'ip.isCanonical': [on(is.string)(text => String(ipOf(text)) === text)],
  family: [on(it)(ip => BigInt(ip.family))],
  isUnspecified: [on(it)(isUnspecified)],
  isLoopback: [on(it)(isLoopback)],
  isLinkLocalMulticast: [on(it)(isLinkLocalMulticast)],
  isLinkLocalUnicast: [on(it)(isLinkLocalUnicast)],
  isGlobalUnicast: [on(it)(isGlobalUnicast)],
  string: [on(it)(String)],
};
