import type { DeliveryObject } from '@/lib/webhooks/schema';

export type Attempt = DeliveryObject['attempts'][number];

/** The key of the sentence that says in words what a status means for the one who must mend it. */
function statusKey(status: number) {
  if (status < 200) return 'odd';
  if (status < 300) return 'delivered';
  if (status < 400) return 'redirect';
  switch (status) {
    case 401:
    case 403:
      return 'denied';
    case 404:
    case 405:
      return 'notThere';
    case 408:
    case 504:
      return 'late';
    case 410:
      return 'gone';
    case 413:
      return 'tooLarge';
    case 429:
      return 'busy';
  }
  if (status < 500) return 'rejected';
  return status === 502 || status === 503 ? 'away' : 'broken';
}

/** The key of an attempt's sentence under `settings.webhooks.outcome`. */
export function outcomeKey({ status, error, durationMs }: Attempt) {
  if (status !== null) return statusKey(status);
  if (error !== null) return error;
  return durationMs === null ? 'running' : 'odd';
}

/** Whether it arrived. */
export function isTaken({ status }: Attempt): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** "84 ms", "1,2 s": seconds from one on. */
export function formatDuration(ms: number, locale: string): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: ms < 9950 ? 1 : 0 }).format(ms / 1000)} s`;
}
