'use client';
import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { type ApiResult, apiFetch } from '@/components/forms/api';
import { Button } from '@/components/ui/button';
import { Loading, Skeleton } from '@/components/ui/skeleton';
import type { DeliveryWithPayloadObject } from '@/lib/webhooks/schema';
import { CopyButton } from '../../../_components/copy-button';

/** What was sent, byte for byte when copied and indented to be read; it is fetched when somebody looks. */
export function Payload({ url }: { url: string }) {
  const t = useTranslations('settings.webhooks');
  const common = useTranslations('common.actions');
  const [result, setResult] = useState<ApiResult<DeliveryWithPayloadObject>>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt fetches again
  useEffect(() => {
    const stop = new AbortController();
    apiFetch<DeliveryWithPayloadObject>(url, { signal: stop.signal }).then(setResult, () => undefined);
    return () => stop.abort();
  }, [url, attempt]);

  return (
    <div className="min-w-0">
      <div className="mb-2 flex min-h-7 items-center justify-between gap-3">
        <h3 className="text-sm">{t('payload')}</h3>
        {result?.ok && <CopyButton text={result.data.payload} label={t('copyPayload')} />}
      </div>
      {!result && (
        <Loading className="grid gap-2 rounded-md border border-line bg-surface p-3">
          <Skeleton className="h-3 w-1/2" />
          <Skeleton className="mt-2 h-3 w-4/5" />
          <Skeleton className="mt-2 h-3 w-2/3" />
        </Loading>
      )}
      {result?.ok && (
        <pre tabIndex={0} role="group" aria-label={t('payload')} className="max-h-96 overflow-auto bg-surface!">
          {indented(result.data.payload)}
        </pre>
      )}
      {result && !result.ok && (
        <div role="alert" className="grid justify-items-start gap-2 text-sm text-danger-text">
          {t('payloadFailed')}
          <Button
            size="sm"
            onClick={() => {
              setResult(undefined);
              setAttempt(attempt + 1);
            }}
          >
            <RotateCw size={14} strokeWidth={1.75} aria-hidden />
            {common('retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

function indented(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
