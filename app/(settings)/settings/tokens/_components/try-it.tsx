import { getTranslations } from 'next-intl/server';
import { CopyButton } from './copy-button';

/** A call that files a ticket when pasted; `url` is the desk's own address. */
export async function TryIt({ url }: { url: string }) {
  const t = await getTranslations('settings.tokens');
  const sample = {
    title: t('sampleTitle'),
    description: t('sampleDescription'),
    priority: 'high',
    category: 'technical',
  };
  const body = JSON.stringify(sample, null, 2).replaceAll('\n', '\n  ');
  const command = [
    `curl ${url}/v2/support-tickets \\`,
    `  -H "Authorization: Bearer $HILO_TOKEN" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ].join('\n');
  return (
    <section id="try" aria-labelledby="try-title" className="mt-8 max-w-[680px] scroll-mt-8">
      <div className="mb-2.5 flex items-end justify-between gap-4">
        <div>
          <h2 id="try-title" className="text-md">
            {t('tryTitle')}
          </h2>
          <p className="mt-1 text-sm text-text-3">{t('tryText')}</p>
        </div>
        <CopyButton text={command} label={t('tryCopy')} />
      </div>
      <pre tabIndex={0} role="region" aria-label={t('tryLabel')}>
        <code>{command}</code>
      </pre>
    </section>
  );
}
