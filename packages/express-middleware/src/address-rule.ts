import { BlockList, isIP } from 'node:net';
import { MiddlewareError } from './middleware-error.ts';

/**
 * Whether a sender may deliver: everybody without a list, else those whose address is in it. `::ffff:203.0.113.9` is
 * `203.0.113.9`.
 *
 * Throws {@link MiddlewareError} `ERR_QF_OPTIONS` for an entry that is neither an address nor a network.
 */
export function addressRule<Source>(
  allowFrom: readonly string[] | undefined,
  addressOf: (source: Source) => string | undefined,
): (source: Source) => boolean {
  if (allowFrom === undefined) return () => true;
  const allowed = new BlockList();
  for (const entry of allowFrom) allow(allowed, entry);
  return (source) => {
    const address = addressOf(source);
    return address !== undefined && allowed.check(address, familyOf(address));
  };
}

function allow(allowed: BlockList, entry: string): void {
  const [address = '', bits, ...rest] = entry.split('/');
  const family = familyOf(address);
  const most = family === 'ipv6' ? 128 : 32;
  const prefix = bits === undefined ? most : Number(bits);
  if (isIP(address) === 0 || rest.length > 0 || !isPrefix(bits ?? '0', prefix, most)) {
    throw new MiddlewareError(
      'ERR_QF_OPTIONS',
      `allowFrom holds ${JSON.stringify(entry)}. Give addresses or networks, such as 203.0.113.0/24.`,
    );
  }
  allowed.addSubnet(address, prefix, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function isPrefix(text: string, prefix: number, most: number): boolean {
  return /^\d{1,3}$/.test(text) && prefix <= most;
}
