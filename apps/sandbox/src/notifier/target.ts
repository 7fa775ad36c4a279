import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Where a notification may be sent to, already resolved so that nothing can change in between. */
export interface Target {
  readonly url: URL;
  /** All that its name leads to; at least one. */
  readonly addresses: readonly LookupAddress[];
}

/** Every address of a name; `dns.lookup` by default. */
export type Lookup = (host: string, options: { readonly all: true }) => Promise<LookupAddress[]>;

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
  lookupAll: Lookup = lookup,
): Promise<Target | { readonly refused: string }> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return { refused: `expected an http or https address. Received: ${address}` };
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await resolve(host, lookupAll);
  if (addresses.length === 0) return { refused: `the host ${host} has no address.` };
  const outside = addresses.find(({ address, family }) => !isLoopback(address, family));
  if (outside !== undefined && !allowedHosts.has(host)) {
    return {
      refused: `${host} is ${outside.address}, not this machine. Allow it with --allow-notify ${host}.`,
    };
  }
  return { url, addresses };
}

async function resolve(host: string, lookupAll: Lookup): Promise<LookupAddress[]> {
  const literal = isIP(host);
  if (literal !== 0) return [{ address: host, family: literal }];
  return lookupAll(host, { all: true }).catch(() => []);
}

function isLoopback(address: string, family: number): boolean {
  return LOOPBACK.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
