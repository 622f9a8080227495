import { parseCIDR } from 'ipaddr.js';

/**
 * A hub and its spokes share 10.0.0.0/8, so that they can be routed to each other: a /16 for each, and in it a /24 per zone and side.
 * The hub has a network too, so at most 255 spokes find room.
 */
const NETWORKS = 256;
/** Third octets: the public subnet of the first zone is 10.N.1.0/24, its private one 10.N.101.0/24. */
export const PUBLIC = 1;
export const PRIVATE = 101;

/** The network with a number from 0 to 255: `10.7.0.0/16`. */
export const cidrOf = (number: number): string => `10.${number}.0.0/16`;

/** The number of a network, or what is wrong with it. */
export function numberOf(cidr: string): number | { readonly problem: string } {
  const wanted = 'Write 10.N.0.0/16 with N from 0 to 255';
  try {
    const [address, prefix] = parseCIDR(cidr);
    const [first, second, third, fourth] = address.toByteArray();
    if (address.kind() !== 'ipv4' || first !== 10) return { problem: `${cidr} is outside of 10.0.0.0/8. ${wanted}.` };
    if (prefix !== 16) return { problem: `${cidr} is a /${prefix}, and every cluster has a /16. ${wanted}.` };
    if (third !== 0 || fourth !== 0) return { problem: `${cidr} is no network. Write ${cidrOf(second)}.` };
    return second;
  } catch {
    return { problem: `${cidr} is no network. ${wanted}.` };
  }
}

export interface Subnets {
  readonly zone: string;
  readonly public: string;
  readonly private: string;
}

/** The subnets of a network, zone by zone, as the graph VpcNetwork computes them. */
export const subnetsOf = (number: number, zones: readonly string[]): Subnets[] =>
  zones.map((zone, i) => ({
    zone,
    public: `10.${number}.${PUBLIC + i}.0/24`,
    private: `10.${number}.${PRIVATE + i}.0/24`,
  }));

/**
 * Free networks, the lowest first; fewer than asked for where the address range is full.
 *
 * @param taken numbers of the hub and its spokes
 */
export function freeNetworks(taken: ReadonlySet<number>, count: number): string[] {
  const free = Array.from({ length: NETWORKS }, (_, number) => number).filter(number => !taken.has(number));
  return free.slice(0, count).map(cidrOf);
}
