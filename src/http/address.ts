/**
 * Which addresses a key may be sent to. Ranges: IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890), and
 * the addresses under which clouds serve credentials to their machines.
 */
import { BlockList, isIP } from 'node:net';
import type { Reach } from './message.ts';

type AddressKind = 'public' | 'private' | 'loopback' | 'forbidden';

const RANGES: Readonly<Record<Exclude<AddressKind, 'public'>, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
  forbidden: [
    '0.0.0.0/8',
    '169.254.0.0/16', // link-local, and with it the metadata service of most clouds
    '100.100.100.200/32', // metadata service of Alibaba Cloud
    '192.0.0.0/24', // and of Oracle Cloud
    '192.0.2.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
    '168.63.129.16/32', // hands settings and certificates to machines of Azure
    '::/96', // an IPv4 address stands in this one and the next two, and is not judged
    '::ffff:0:0:0/96',
    '2001::/32',
    '3fff::/20',
    '5f00::/16',
    '64:ff9b::/96', // a translator behind it could lead to any IPv4 address
    '64:ff9b:1::/48',
    '100::/64',
    '2001:db8::/32',
    '2002::/16',
    'fd00:ec2::254/128', // metadata service of AWS
    'fd20:ce::254/128', // and of Google Cloud
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ],
};

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
}

type Lists = Readonly<Record<keyof typeof RANGES, BlockList>>;

let made: Lists | undefined;

/** Made when the first address is judged: whoever only loads this file is spared five milliseconds. */
function lists(): Lists {
  made ??= {
    forbidden: listOf(RANGES.forbidden),
    loopback: listOf(RANGES.loopback),
    private: listOf(RANGES.private),
  };
  return made;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** An IPv4 address inside an IPv6 one (`::ffff:127.0.0.1`) is judged as what it is. */
function kindOf(address: string): AddressKind {
  const family = familyOf(address);
  const { forbidden, loopback, private: inside } = lists();
  if (loopback.check(address, family)) return 'loopback';
  if (forbidden.check(address, family)) return 'forbidden';
  return inside.check(address, family) ? 'private' : 'public';
}

const TAKEN = {
  public: ['public'],
  private: ['public', 'private'],
  loopback: ['loopback'],
} as const satisfies Record<Reach, readonly AddressKind[]>;

/** True if a host of this reach may have this address. */
export function mayReach(address: string, reach: Reach): boolean {
  const taken: readonly AddressKind[] = TAKEN[reach];
  return taken.includes(kindOf(address));
}

/** The literal address that a URL's host is, without brackets; undefined if it is a name. */
export function literalOf({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? undefined : bare;
}

/** True for loopback addresses and for the names that always mean one (RFC 6761, section 6.3). */
export function isLoopback(url: URL): boolean {
  const literal = literalOf(url);
  if (literal !== undefined) return kindOf(literal) === 'loopback';
  return url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
}
