import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** An address that a notification may be sent to, already resolved so that nothing can change in between. */
export interface Target {
  readonly url: URL;
  readonly address: string;
  readonly family: 4 | 6;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
LOOPBACK.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/**
 * Resolves where a notification goes, or says in a sentence why it may not.
 *
 * A sandbox that posted to any address a request names would be a way into the network it runs in: loopback is always
 * allowed, everything else only when the operator listed its host.
 */
export async function resolveTarget(
  address: string,
  allowedHosts: ReadonlySet<string>,
): Promise<Target | { readonly refused: string }> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return { refused: `expected an http or https address. Received: ${address}` };
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await resolve(host);
  const first = addresses[0];
  if (first === undefined) return { refused: `the host ${host} has no address.` };
  const outside = addresses.find(({ address, family }) => !isLoopback(address, family));
  if (outside !== undefined && !allowedHosts.has(host)) {
    return {
      refused: `${host} is ${outside.address}, not this machine. Allow it with --allow-notify ${host}.`,
    };
  }
  return { url, ...first };
}

async function resolve(host: string): Promise<{ address: string; family: 4 | 6 }[]> {
  const literal = isIP(host);
  if (literal !== 0) return [{ address: host, family: literal === 6 ? 6 : 4 }];
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function isLoopback(address: string, family: 4 | 6): boolean {
  return LOOPBACK.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
