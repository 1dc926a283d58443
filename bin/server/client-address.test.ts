import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { clientAddress } from './client-address';

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('without a trusted proxy', () => {
  test('the address is the connection’s, whatever the client says', () => {
    expect(clientAddress(from('192.0.2.1', '203.0.113.9'), 0)).toBe('192.0.2.1');
  });

  test('IPv4 within IPv6 is IPv4', () => {
    expect(clientAddress(from('::ffff:192.0.2.1'), 0)).toBe('192.0.2.1');
    expect(clientAddress(from('2001:db8::1'), 0)).toBe('2001:db8::1');
  });
});

describe('behind trusted proxies', () => {
  test('it is what the outermost of them saw; what the client put before does not count', () => {
    expect(clientAddress(from('10.0.0.1', '198.51.100.7, 203.0.113.9'), 1)).toBe('203.0.113.9');
    expect(clientAddress(from('10.0.0.1', '198.51.100.7, 203.0.113.9, 10.0.0.2'), 2)).toBe('203.0.113.9');
  });

  test('a shorter chain than expected gives its first address', () => {
    expect(clientAddress(from('10.0.0.1', '203.0.113.9'), 3)).toBe('203.0.113.9');
  });

  test.each([
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::7]:4711', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is %s', (written, address) => {
    expect(clientAddress(from('10.0.0.1', written), 1)).toBe(address);
  });

  test.each([undefined, '', 'unknown', "' OR 1=1", '1.2.3'])('with %j, it is the proxy’s own', (written) => {
    expect(clientAddress(from('10.0.0.1', written), 1)).toBe('10.0.0.1');
  });
});
