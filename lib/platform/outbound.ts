import { isIPv6, type LookupFunction } from 'node:net';
import { Client } from 'undici';
import { type Guard, RefusedAddress, resolveTarget } from './outbound-target';

/** Why there was no answer. */
export type OutboundError =
  | 'TIMEOUT'
  | 'REFUSED_ADDRESS'
  | 'NAME_NOT_FOUND'
  | 'CONNECTION_REFUSED'
  | 'CONNECTION_RESET'
  | 'CONNECTION_FAILED'
  | 'TLS_ERROR'
  | 'INVALID_RESPONSE';

export interface Outcome {
  /** The HTTP status, or null when there was no answer. */
  status: number | null;
  error: OutboundError | null;
  durationMs: number;
  /** How much of the answer's body was read: at most `maxBodyBytes`. */
  responseBytes: number | null;
  /** The first bytes of the answer's body as text that can be stored and shown. */
  responseHead: string | null;
  /** The answer's `Retry-After`, as it came. */
  retryAfter: string | null;
}

const timeoutMs = 15_000;
const maxBodyBytes = 64 * 1024;
const maxHeaderBytes = 16 * 1024;
const headBytes = 1024;

// Control characters could speak to a terminal, and marks of direction turn a line around.
const unprintable = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Bytes as text for people: what is no UTF-8 or no printable character is U+FFFD. */
export function printable(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replace(unprintable, '\ufffd');
}

const tlsCodes = /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;
const answerCodes = /^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_|RESPONSE|NOT_SUPPORTED))/;

function whyNot(error: unknown, isResolved: boolean): OutboundError {
  if (error instanceof RefusedAddress) return 'REFUSED_ADDRESS';
  const { name = '', code = '' } = error as { name?: string; code?: string };
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(String(code))) return 'TIMEOUT';
  if (!isResolved) return 'NAME_NOT_FOUND';
  if (code === 'ECONNREFUSED') return 'CONNECTION_REFUSED';
  if (/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(code)) return 'CONNECTION_RESET';
  if (tlsCodes.test(code)) return 'TLS_ERROR';
  return answerCodes.test(code) || name === 'HTTPParserError' ? 'INVALID_RESPONSE' : 'CONNECTION_FAILED';
}

/** Names nobody but the checked addresses, so that what is connected to is what was looked at. */
function pinned(addresses: string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_name, options, callback) => {
    const [first] = all;
    if (options.all || !first) callback(null, all);
    else callback(null, first.address, first.family);
  };
}

/** Reads as much of a body as is wanted. An answer that breaks off or never ends is one all the same: its status is known. */
async function readBody(body: AsyncIterable<Buffer>): Promise<{ size: number; head: Buffer }> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      if (size < headBytes) chunks.push(chunk.subarray(0, headBytes - size));
      size = Math.min(size + chunk.length, maxBodyBytes);
      // Leaving the loop destroys the stream: the rest is never read.
      if (size === maxBodyBytes) break;
    }
  } catch {
    // What came before stands.
  }
  return { size, head: Buffer.concat(chunks) };
}

/**
 * Sends one POST to an address that a stranger may have named: only where `guard` lets it, to the very address that was
 * checked, following no redirect, in at most 15 seconds with all that belongs to it. Never throws: what went wrong is in the
 * outcome.
 */
export async function post(
  text: string,
  request: { headers: Record<string, string>; body: string },
  guard: Guard,
): Promise<Outcome> {
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(timeoutMs);
  const none: Omit<Outcome, 'durationMs'> = {
    status: null,
    error: null,
    responseBytes: null,
    responseHead: null,
    retryAfter: null,
  };
  const done = (outcome: Partial<Outcome>): Outcome => ({
    ...none,
    ...outcome,
    durationMs: Math.round(performance.now() - startedAt),
  });
  let client: Client | undefined;
  try {
    const { url, addresses } = await resolveTarget(text, guard, signal);
    client = new Client(url.origin, {
      connect: { lookup: pinned(addresses), timeout: timeoutMs, allowH2: false },
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const { pathname, search } = url;
    const answer = await client.request({ ...request, method: 'POST', path: pathname + search, signal });
    const { size, head } = await readBody(answer.body);
    const retryAfter = answer.headers['retry-after'];
    return done({
      status: answer.statusCode,
      responseBytes: size,
      responseHead: printable(head),
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
    });
  } catch (error) {
    return done({ error: whyNot(error, client !== undefined) });
  } finally {
    void client?.destroy().catch(() => undefined);
  }
}
