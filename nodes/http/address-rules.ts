/**
 * Which addresses a connection may reach (SSRF). Public addresses always; loopback, private and special ones only where the
 * environment's allow-list names them. An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo) is judged by both.
 */
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

export interface AddressRules {
  /** CIDR networks beside the public internet, e.g. `10.20.0.0/16`. */
  readonly allowedNetworks: readonly string[];
  /** Ports of 127.0.0.0/8 and ::1 that may be reached: the sandbox, nothing else. */
  readonly allowedLoopbackPorts: readonly number[];
  /** Loopback ports never reached, whatever else is allowed: the platform's own. */
  readonly forbiddenLoopbackPorts: readonly number[];
}

/** Undefined when the address may be reached, else why not, as the end of a sentence. */
export type AddressJudge = (address: string, port: number) => string | undefined;

const LOOPBACK = blockList(['127.0.0.0/8', '::1/128']);

/** IANA special-purpose registries: everything that is not the public internet. */
const NOT_PUBLIC = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '100::/64',
  '2001:db8::/32',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]);

/** Throws a sentence when a network of the rules is not CIDR: settings are checked at start, not at the first call. */
export function createAddressJudge(rules: AddressRules): AddressJudge {
  const allowed = blockList(rules.allowedNetworks);
  const judgeOne = (address: string, port: number): string | undefined => {
    if (contains(LOOPBACK, address)) {
      if (rules.forbiddenLoopbackPorts.includes(port)) return `${address}:${port} is this runtime itself`;
      if (rules.allowedLoopbackPorts.includes(port) || contains(allowed, address)) return undefined;
      return `loopback port ${port} is not on the environment's allow-list`;
    }
    if (!contains(NOT_PUBLIC, address) || contains(allowed, address)) return undefined;
    return `${address} is not a public address and its network is not on the environment's allow-list`;
  };
  return (address, port) => {
    if (isIP(address) === 0) return `${address} is not an address`;
    const embedded = isIPv6(address) ? embeddedIPv4(address) : undefined;
    if (embedded === undefined) return judgeOne(address, port);
    return embedded.map((ipv4) => judgeOne(ipv4, port)).find((reason) => reason !== undefined);
  };
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits, ...rest] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
    const prefix = bits === undefined ? Number.NaN : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (family === undefined || rest.length > 0 || !(prefix <= (family === 'ipv4' ? 32 : 128))) {
      throw new RangeError(`"${network}" is not a network such as 10.20.0.0/16`);
    }
    list.addSubnet(address, prefix, family);
  }
  return list;
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

/** The IPv4 addresses inside an IPv6 one, or undefined when it carries none. */
function embeddedIPv4(address: string): readonly string[] | undefined {
  const words = toWords(address);
  const tail = ipv4Of(words, 6);
  const leadingZeros = words.findIndex((word) => word !== 0);
  if (leadingZeros >= 6 && address !== '::1' && tail !== '0.0.0.1' && tail !== '0.0.0.0') return [tail];
  if (leadingZeros === 5 && words[5] === 0xffff) return [tail];
  if (leadingZeros === 4 && words[4] === 0xffff && words[5] === 0) return [tail];
  if (words[0] === 0x64 && words[1] === 0xff9b) return [tail];
  if (words[0] === 0x2002) return [ipv4Of(words, 1)];
  if (words[0] === 0x2001 && words[1] === 0) {
    const client = [(words[6] ?? 0) ^ 0xffff, (words[7] ?? 0) ^ 0xffff];
    return [ipv4Of(words, 2), ipv4Of(client, 0)];
  }
  return undefined;
}

function ipv4Of(words: readonly number[], at: number): string {
  const high = words[at] ?? 0;
  const low = words[at + 1] ?? 0;
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** The eight 16-bit words of a valid IPv6 address. */
function toWords(address: string): readonly number[] {
  const [withoutZone = ''] = address.split('%');
  const plain = withoutZone.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, a, b, c, d) => {
    return `${(Number(a) * 256 + Number(b)).toString(16)}:${(Number(c) * 256 + Number(d)).toString(16)}`;
  });
  const [head = '', rest] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = rest === undefined || rest === '' ? [] : rest.split(':');
  const middle = rest === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...middle, ...back].map((word) => Number.parseInt(word, 16));
}
