import { isIP, isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

// Beside the ranges that the registries set aside, an address that looks public and is a cloud's own: the host of Azure's
// virtual machines answers on it with their secrets.
const refusedV4 = [ipaddr.IPv4.parseCIDR('168.63.129.16/32')];

// Of IPv6 only what is given out to networks (2000::/3), without the parts of it that lead into IPv4, belong to protocols,
// or stand in documents. Mapped, compatible, NAT64, unique local, link-local and the rest lie outside of it.
const globalV6 = ipaddr.IPv6.parseCIDR('2000::/3');
const refusedV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'].map((range) =>
  ipaddr.IPv6.parseCIDR(range),
);

/**
 * Whether an address, as the resolver or a parsed URL writes it, is one of a host on the public internet: neither loopback,
 * private, shared, link-local, metadata, multicast, documentation, benchmark, reserved, nor a way around into one of these.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  if (isIPv4(address)) {
    const parsed = ipaddr.IPv4.parse(address);
    return parsed.range() === 'unicast' && !refusedV4.some((range) => parsed.match(range));
  }
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.match(globalV6) && !refusedV6.some((range) => parsed.match(range));
}
