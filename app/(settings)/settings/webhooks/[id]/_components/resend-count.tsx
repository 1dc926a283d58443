'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { apiFetch } from '@/components/forms/api';
import type { DeliveryObject } from '@/lib/webhooks/schema';

const most = 100;

/** How many deliveries a resend would send again, before it does; counted in the latest hundred. */
export function ResendCount({ url, since, status }: { url: string; since: string; status?: 'failed' }) {
  const t = useTranslations('settings.webhooks');
  const [latest, setLatest] = useState<DeliveryObject[]>();
  useEffect(() => {
    const stop = new AbortController();
    setLatest(undefined);
    apiFetch<DeliveryObject[]>(`${url}?limit=${most}${status ? `&status=${status}` : ''}`, {
      signal: stop.signal,
    }).then(
      (result) => setLatest(result.ok ? result.data : undefined),
      () => undefined,
    );
    return () => stop.abort();
  }, [url, status]);

  const from = Date.parse(since);
  const later = latest?.filter(({ createdAt }) => Date.parse(createdAt) >= from);
  const count = later?.filter(({ isTest }) => !isTest).length ?? 0;
  return (
    <p role="status" className="-mt-2 min-h-5 text-sm text-text-2 tabular-nums">
      {later && !Number.isNaN(from) && t(later.length === most ? 'resendCountMore' : 'resendCount', { count })}
    </p>
  );
}
