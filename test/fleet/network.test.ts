import { cidrOf, freeNetworks, numberOf, subnetsOf } from 'cdk8s-kro/fleet';
import fc from 'fast-check';
import { parseCIDR } from 'ipaddr.js';

test.each([
  ['10.0.0.0/16', 0],
  ['10.7.0.0/16', 7],
  ['10.255.0.0/16', 255],
])('%s is network %i', (cidr, number) => {
  expect(numberOf(cidr)).toBe(number);
  expect(cidrOf(number)).toBe(cidr);
});

test.each([
  ['172.0.0.0/16', '172.0.0.0/16 is outside of 10.0.0.0/8. Write 10.N.0.0/16 with N from 0 to 255.'],
  ['fd00::/16', 'fd00::/16 is outside of 10.0.0.0/8. Write 10.N.0.0/16 with N from 0 to 255.'],
  ['10.1.0.0/20', '10.1.0.0/20 is a /20, and every cluster has a /16. Write 10.N.0.0/16 with N from 0 to 255.'],
  ['10.1.1.0/16', '10.1.1.0/16 is no network. Write 10.1.0.0/16.'],
  ['10.256.0.0/16', '10.256.0.0/16 is no network. Write 10.N.0.0/16 with N from 0 to 255.'],
  ['spoke', 'spoke is no network. Write 10.N.0.0/16 with N from 0 to 255.'],
])('%s is refused', (cidr, problem) => expect(numberOf(cidr)).toEqual({ problem }));

test('every zone has a public and a private /24', () => {
  expect(subnetsOf(3, ['us-east-1a', 'us-east-1b', 'us-east-1c'])).toEqual([
    { zone: 'us-east-1a', public: '10.3.1.0/24', private: '10.3.101.0/24' },
    { zone: 'us-east-1b', public: '10.3.2.0/24', private: '10.3.102.0/24' },
    { zone: 'us-east-1c', public: '10.3.3.0/24', private: '10.3.103.0/24' },
  ]);
});

test('subnets lie in their network and never in each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 2, max: 3 }), (number, count) => {
      const zones = ['a', 'b', 'c'].slice(0, count);
      const subnets = subnetsOf(number, zones).flatMap(each => [each.public, each.private]);
      const network = parseCIDR(cidrOf(number));
      for (const subnet of subnets) expect(parseCIDR(subnet)[0].match(network)).toBe(true);
      expect(new Set(subnets).size).toBe(2 * count);
    }),
  );
});

test('free networks come lowest first, and end when the range is full', () => {
  expect(freeNetworks(new Set([0, 1, 3]), 3)).toEqual(['10.2.0.0/16', '10.4.0.0/16', '10.5.0.0/16']);
  const all = Array.from({ length: 256 }, (_, number) => number);
  expect(freeNetworks(new Set(all.filter(number => number !== 200)), 2)).toEqual(['10.200.0.0/16']);
  expect(freeNetworks(new Set(all), 1)).toEqual([]);
});
