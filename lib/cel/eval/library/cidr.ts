import { fail, noOverload } from '../failure';
import * as is from '../is';
import { Opaque } from '../value';
import { Ip, parseIp } from './ip';
import { type Library, on } from './library';

/** A network: an address, whose host bits are kept, and the length of its prefix. */
export class Cidr extends Opaque {
  readonly type = 'net.CIDR';

  constructor(
    readonly ip: Ip,
    readonly prefix: number,
  ) {
    super();
  }

  equals(other: Opaque): boolean {
    return other instanceof Cidr && other.prefix === this.prefix && other.ip.equals(this.ip);
  }

  masked(): Cidr {
    const host = BigInt(this.ip.width - this.prefix);
    return new Cidr(new Ip((this.ip.bits >> host) << host, this.ip.family), this.prefix);
  }

  contains(ip: Ip): boolean {
    const host = BigInt(this.ip.width - this.prefix);
    return ip.family === this.ip.family && ip.bits >> host === this.ip.bits >> host;
  }

  override toString(): string {
    return `${this.ip}/${this.prefix}`;
  }
}

/** The network, or why it is none. */
function parse(text: string): Cidr | string {
  const [, address = '', length = ''] = /^([^/]*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const ip = parseIp(address);
  if (typeof ip === 'string' || Number(length) > ip.width)
    return `network address parse error during conversion from string: ${text}`;
  return new Cidr(ip, Number(length));
}

function cidrOf(text: string): Cidr {
  const result = parse(text);
  return typeof result === 'string' ? fail('parse-or-conversion', result) : result;
}

/** Whether all of `inner` lies in `outer`. */
const containsAll = (outer: Cidr, inner: Cidr) => outer.contains(inner.ip) && inner.prefix >= outer.prefix;

/** A text that is no address is taken for a value of the wrong type. */
function containsText(network: Cidr, text: string): boolean {
  const ip = parseIp(text);
  return typeof ip === 'string' ? noOverload() : network.contains(ip);
}

const it = is.instance(Cidr);

export const cidr: Library = {
  cidr: [on(is.string)(cidrOf)],
  isCIDR: [on(is.string)(text => typeof parse(text) !== 'string')],
  containsIP: [
    on(it, is.instance(Ip))((network, ip) => network.contains(ip)),
    on(it, is.string)((network, text) => containsText(network, text)),
  ],
  containsCIDR: [on(it, it)(containsAll), on(it, is.string)((network, text) => containsAll(network, cidrOf(text)))],
  ip: [on(it)(network => network.ip)],
  masked: [on(it)(network => network.masked())],
  prefixLength: [on(it)(network => BigInt(network.prefix))],
  string: [on(it)(String)],
};
