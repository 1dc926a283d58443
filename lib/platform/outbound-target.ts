import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from './outbound-address';

export interface Guard {
  /** Hosts of the operator's own network that may be sent to: names or addresses in lower case, with or without `:port`. */
  allow: readonly string[];
  /** The name servers to ask for names of the internet, as `192.0.2.1:53`; the machine's own when unsaid. */
  servers?: string[];
}

/** An address that must not be connected to. */
export class RefusedAddress extends Error {
  readonly code = 'REFUSED_ADDRESS';
}

// Names that are somebody's own network's, whatever a resolver says of them.
const privateNames = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|arpa|onion|invalid)$/;

const defaultPorts: Record<string, string> = { 'http:': '80', 'https:': '443' };

interface Target {
  url: URL;
  /** A name without the dot at its end, or an address without brackets. */
  host: string;
  isAllowed: boolean;
}

/** Reads an address to send to. What the URL parser makes of decimal, octal, full-width and other spellings is what counts. */
function readTarget(text: string, allow: readonly string[]): Target {
  if (!URL.canParse(text)) throw new RefusedAddress('not an address');
  const url = new URL(text);
  const port = url.port || defaultPorts[url.protocol];
  if (!port || url.username || url.password || !url.hostname) throw new RefusedAddress('not an address to send to');
  const name = url.hostname.replace(/\.$/, '');
  const host = name.replace(/^\[(.*)\]$/, '$1');
  const isAllowed = [name, host, `${name}:${port}`].some((spelling) => allow.includes(spelling));
  if (!isAllowed) {
    if (url.protocol !== 'https:') throw new RefusedAddress('not https');
    const isName = /^[^.]+(\.[^.]+)+$/.test(host) && !privateNames.test(host);
    if (isIP(host) === 0 && !isName) throw new RefusedAddress('no name of the internet');
  }
  return { url, host, isAllowed };
}

/** By c-ares, which holds no thread of ours while a slow name server thinks, and never reads the machine's own hosts file. */
async function resolvePublic(name: string, servers: string[] | undefined, signal: AbortSignal): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    throw answers.find((answer) => answer.status === 'rejected')?.reason ?? new Error('the name has no address');
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** As the machine itself finds it: an operator's own names may stand in its hosts file alone. */
async function resolveOwn(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

/** Waits for `work`, but not after the signal. */
async function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Where to connect for an address: its name is resolved once, and every answer must be public, or the operator's to allow.
 * Errors: `RefusedAddress`; the resolver's.
 */
export async function resolveTarget(
  text: string,
  { allow, servers }: Guard,
  signal: AbortSignal,
): Promise<{ url: URL; addresses: string[] }> {
  const { url, host, isAllowed } = readTarget(text, allow);
  const find = async () => (isAllowed ? resolveOwn(host) : resolvePublic(host, servers, signal));
  const addresses = isIP(host) ? [host] : await until(signal, find());
  if (addresses.length === 0) throw new Error('the name has no address');
  if (!isAllowed && !addresses.every(isPublicAddress)) throw new RefusedAddress('not a public address');
  return { url, addresses };
}

/**
 * Whether an address may be kept, to be sent to later. One whose name cannot be resolved now may: names can be late, and it is
 * looked at again each time. Takes at most three seconds.
 */
export async function mayKeepUrl(text: string, guard: Guard): Promise<boolean> {
  try {
    await resolveTarget(text, guard, AbortSignal.timeout(3_000));
    return true;
  } catch (error) {
    return !(error instanceof RefusedAddress);
  }
}
