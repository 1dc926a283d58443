import autocannon from 'autocannon';

/** What is asked over and over. `headers` and `body` may be made anew for each request. */
export interface Asked {
  method: 'GET' | 'POST' | 'PATCH';
  /** Path and query. */
  path: string | (() => string);
  headers?: Record<string, string> | (() => Record<string, string>);
  body?: object | (() => object);
  /** The status of each answer: another is an error. */
  status: number;
}

export interface Load {
  url: string;
  token: string;
  asked: Asked;
  connections: number;
  seconds: number;
}

/** One run: how many requests a second, and how long each took, in milliseconds. */
export interface Run {
  perSecond: number;
  latencies: number[];
  answered: number;
}

/** The request of the documents' own example, with a title that tells nothing of the machine. */
export const exampleTicket = {
  title: 'Problema de Integración de API',
  description:
    'Tengo problemas para integrar la API de validación biométrica. Obtengo errores 401 al intentar autenticar.',
  priority: 'high',
  category: 'technical',
  tags: ['api', 'authentication', 'biometric'],
  attachments: [
    { filename: 'error_logs.txt', url: 'https://storage.example/error_logs.txt', size: 1024, type: 'text/plain' },
  ],
};

function requestOf({ method, path, headers, body }: Asked, token: string): autocannon.Request {
  const common = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const now = () => ({
    path: typeof path === 'function' ? path() : path,
    headers: { ...common, ...(typeof headers === 'function' ? headers() : headers) },
    ...(body === undefined ? {} : { body: JSON.stringify(typeof body === 'function' ? body() : body) }),
  });
  const varies = [path, headers, body].some((each) => typeof each === 'function');
  // One that never varies is written once for the whole run: the driver shares the machine with what it measures.
  return { method, ...now(), ...(varies && { setupRequest: (request) => ({ ...request, ...now() }) }) };
}

/**
 * Asks at `url` for `seconds` from so many connections, each sending its next request when the last is answered.
 * @throws when any answer has another status
 */
export function drive({ url, token, asked, connections, seconds }: Load): Promise<Run> {
  return new Promise((resolve, reject) => {
    const latencies: number[] = [];
    const statuses = new Map<number, number>();
    const instance = autocannon(
      { url, requests: [requestOf(asked, token)], connections, duration: seconds },
      (error: Error | null, result) => {
        if (error) return reject(error);
        const wrong = [...statuses].filter(([status]) => status !== asked.status);
        if (wrong.length > 0 || result.errors > 0 || result.timeouts > 0) {
          const found = wrong.map(([status, times]) => `${times} × ${status}`).join(', ');
          return reject(new Error(`${url}: ${found} ${result.errors} errors, ${result.timeouts} timeouts`));
        }
        resolve({ perSecond: latencies.length / result.duration, latencies, answered: latencies.length });
      },
    );
    instance.on('response', (_client, status, _bytes, milliseconds) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      latencies.push(milliseconds);
    });
  });
}

/** The value below which `share` (0–1) of the sorted numbers lie. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

/** The middle one. */
export function median(numbers: number[]): number {
  return percentile(
    numbers.toSorted((a, b) => a - b),
    0.5,
  );
}

/** p50, p95 and p99 of some latencies, in any order. */
export function percentiles(latencies: number[]): { p50: number; p95: number; p99: number } {
  const sorted = latencies.toSorted((a, b) => a - b);
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99) };
}

/**
 * Does `work` so many times for each side, in turn and each time beginning with another, so that a slow minute of the machine
 * hits all. Gives what came of it, by side.
 */
export async function inTurn<Side, Result>(
  sides: Side[],
  runs: number,
  work: (side: Side, run: number) => Promise<Result>,
): Promise<Map<Side, Result[]>> {
  const results = new Map<Side, Result[]>(sides.map((side) => [side, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const side of run % 2 === 0 ? sides : sides.toReversed()) {
      const result = await work(side, run);
      results.get(side)?.push(result);
    }
  }
  return results;
}
