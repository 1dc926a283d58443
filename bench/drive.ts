import autocannon from 'autocannon';

export interface Load {
  url: string;
  token: string;
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

/**
 * Files tickets at `url` for `seconds` from so many connections, each sending its next request when the last is answered.
 * @throws when any answer is not a 201
 */
export function drive({ url, token, connections, seconds }: Load): Promise<Run> {
  return new Promise((resolve, reject) => {
    const latencies: number[] = [];
    const statuses = new Map<number, number>();
    const instance = autocannon(
      {
        url: `${url}/v2/support-tickets`,
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(exampleTicket),
        connections,
        duration: seconds,
      },
      (error: Error | null, result) => {
        if (error) return reject(error);
        const wrong = [...statuses].filter(([status]) => status !== 201);
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
