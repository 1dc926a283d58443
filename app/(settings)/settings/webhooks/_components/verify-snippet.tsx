'use client';
import { Tabs } from '@base-ui/react/tabs';
import { useTranslations } from 'next-intl';
import { CopyButton } from '../../_components/copy-button';
import { verifyCode, verifyLanguages } from './verify-code';

/** How a receiver makes sure that what came is from here, in a few languages. */
export function VerifySnippet() {
  const t = useTranslations('settings.webhooks.verify');
  return (
    <section aria-label={t('title')} className="mt-4">
      <h3 className="text-md">{t('title')}</h3>
      <p className="mt-0.5 text-sm text-text-2">
        {t('text')} <a href="/docs">{t('docs')}</a>
      </p>
      <Tabs.Root defaultValue="javascript" className="mt-3 overflow-clip rounded-lg border border-line bg-surface">
        <Tabs.List
          aria-label={t('languages')}
          className="flex gap-0.5 border-b border-line bg-sunken px-1.5 py-1"
          activateOnFocus
        >
          {verifyLanguages.map((language) => (
            <Tabs.Tab
              key={language}
              value={language}
              className="h-7 rounded-[5px] px-2.5 text-sm font-medium text-text-2 focus-visible:-outline-offset-2 aria-selected:bg-surface aria-selected:text-text aria-selected:shadow-[0_0_0_1px_var(--line-strong)] max-md:h-9"
            >
              {t(`language.${language}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {verifyLanguages.map((language) => {
          const { install, code } = verifyCode[language];
          return (
            <Tabs.Panel key={language} value={language} tabIndex={-1} className="relative">
              <pre
                tabIndex={0}
                role="region"
                aria-label={t(`language.${language}`)}
                className="rounded-none border-0 bg-transparent py-3 pr-28 focus-visible:-outline-offset-2"
              >
                <code>
                  {install && <span className="text-text-3 select-none">{`$ ${install}\n\n`}</span>}
                  {code}
                </code>
              </pre>
              <div className="absolute top-2 right-2">
                <CopyButton text={code} label={t('copy')} />
              </div>
            </Tabs.Panel>
          );
        })}
      </Tabs.Root>
    </section>
  );
}
