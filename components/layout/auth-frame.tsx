import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Brand } from '@/components/ui/brand';
import { SkipLink } from '@/components/ui/skip-link';
import { AuthIllustration } from './auth-illustration';
import { LanguageToggle } from './language-toggle';
import { ThemeToggle } from './theme-toggle';

/** Sign-in and registration: the form at the left, a thread from question to answer at the right (not on a phone). */
export function AuthFrame(props: { desk: string; title: ReactNode; text?: ReactNode; children: ReactNode }) {
  const t = useTranslations('common.app');
  return (
    <>
      <SkipLink />
      <div className="grid min-h-dvh grid-cols-2 max-md:grid-cols-1">
        <div className="flex flex-col bg-surface px-10 py-8 max-md:p-5">
          <header className="flex items-center gap-1">
            <Brand name={props.desk} href="/" size={24} />
            <span className="grow" />
            <LanguageToggle />
            <ThemeToggle />
          </header>
          <main id="main" tabIndex={-1} className="m-auto w-full max-w-[372px] py-10 outline-none max-md:py-8">
            <h1 className="text-2xl tracking-[-.028em]">{props.title}</h1>
            {props.text && <p className="mt-2 text-body text-balance text-text-2">{props.text}</p>}
            <div className="mt-7">{props.children}</div>
          </main>
          <footer className="text-xs text-text-3">{t('poweredBy')}</footer>
        </div>
        <AuthIllustration />
      </div>
    </>
  );
}
