import { IDENTICAL, IRREGULAR, SUFFIXES, WHOLE, YIELDED } from './words';

/**
 * The plural kro gives a kind, from its name in lower case: what gobuffalo/flect v1.0.3 makes of it, mistakes included
 * (`octopus` becomes `octupuses`). A kind called like an acronym that ends in S comes out broken: `dns` becomes `dnsDNSes`.
 */
export function pluralize(word: string): string {
  if (word === '') return '';
  const exact = WHOLE.get(word) ?? IRREGULAR.get(word);
  if (exact !== undefined) return exact;
  if (IDENTICAL.has(word) || YIELDED.has(word)) return word;
  if (ACRONYMS.has(word)) return word.endsWith('s') ? `${word}${word.toUpperCase()}es` : `${word}s`;
  for (const [suffix, plural] of SUFFIXES) {
    if (word.endsWith(plural)) return word;
    if (word.endsWith(suffix)) return word.slice(0, word.length - suffix.length) + plural;
  }
  return word.endsWith('s') ? word : `${word}s`;
}

/** Words flect writes in capitals, which none of its rules but the one for a capital S fits. */
const ACRONYMS: ReadonlySet<string> = new Set(
  [
    'ok utf8 html json jwt id uuid sql ack acl adsl aes ansi api arp atm bgp bss ccitt chap cidr cir cli cpe cpu crc crt csma cmos',
    'dce dec des dhcp dns dram dsl dslam dte dmi eha eia eigrp eof ess fcc fcs fddi ftp gbic gepof hdlc http https iana icmp idf',
    'ids ieee ietf imap ip ips isdn isp lacp lan lapb lapf llc mac mc mdf mib mpls mtu nac nat nbma nic nrz nrzi nvram osi ospf oui',
    'pap pat pc pim pcm pdu pop3 pots ppp pptp ptt pvst ram rarp rfc rip rll rom rstp rtp rcp sdlc sfd sfp slarp slip smtp sna',
    'snap snmp sof sram ssh ssid stp syn tdm tftp tia tofu udp url uri usb utp vc vlan vlsm vpn w3c wan wep wpa www',
  ]
    .join(' ')
    .split(' '),
);
