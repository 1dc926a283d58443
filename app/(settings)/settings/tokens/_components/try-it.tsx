'use client';
import { useTranslations } from 'next-intl';
import type { TokenObject } from '@/lib/tokens/schema';
import { CopyButton } from '../../_components/copy-button';

const reads = { 'tickets:read': '/v2/support-tickets?limit=5', webhooks: '/v2/webhooks', export: '/v2/export' };

/**
 * A first call to paste, such as the token just made may make: it files a ticket or, if it may not, reads. `url` is the
 * desk's own address.
 */
export function TryIt({ url, token }: { url: string; token?: TokenObject }) {
  const t = useTranslations('settings.tokens');
  const [first] = token && !token.scopes.includes('tickets:write') ? token.scopes : [];
  const sample = {
    title: t('sampleTitle'),
    description: t('sampleDescription'),
    priority: 'high',
    category: 'technical',
    ...(token?.integration && { client: { email: 'laura@example.com', name: 'Laura Gómez' } }),
  };
  const body = JSON.stringify(sample, null, 2).replaceAll('\n', '\n  ').replaceAll("'", "'\\''");
  const command =
    first && first !== 'tickets:write'
      ? [`curl "${url}${reads[first]}" \\`, `  -H "Authorization: Bearer $HILO_TOKEN"`]
      : [
          `curl ${url}/v2/support-tickets \\`,
          `  -H "Authorization: Bearer $HILO_TOKEN" \\`,
          `  -H "Content-Type: application/json" \\`,
          `  -d '${body}'`,
        ];
  return (
    <section id="try" aria-labelledby="try-title" className="mt-8 max-w-[680px] scroll-mt-8">
      <div className="mb-2.5 flex items-end justify-between gap-4">
        <div>
          <h2 id="try-title" className="text-md">
            {t('tryTitle')}
          </h2>
          <p className="mt-1 text-sm text-text-3">{t('tryText')}</p>
        </div>
        <CopyButton text={command.join('\n')} label={t('tryCopy')} />
      </div>
      <pre tabIndex={0} role="region" aria-label={t('tryLabel')}>
        <code>{command.join('\n')}</code>
      </pre>
    </section>
  );
}
