import { getTranslations } from 'next-intl/server';
import { LanguageToggle } from '@/components/layout/language-toggle';
import { ThemeToggle } from '@/components/layout/theme-toggle';
import { SkipLink } from '@/components/ui/skip-link';

/**
 * The bar above the reference. Its links load whole pages: this one has a policy and styles of its own. Not a banner: on a
 * phone Scalar has one.
 */
export async function DocsHeader({ desk }: { desk: string }) {
  const t = await getTranslations('docs');
  return (
    <>
      <SkipLink />
      <nav
        aria-label={t('title')}
        className="sticky top-0 z-20 flex h-14 items-center gap-1 border-b border-line bg-surface px-4"
      >
        <a href="/" className="truncate text-body font-semibold tracking-[-.015em] text-text no-underline">
          {desk} <span className="ml-1 font-normal text-text-3">{t('name')}</span>
        </a>
        <span className="grow" />
        <a href="/v2/openapi.json" className="mr-2 text-sm max-sm:hidden">
          openapi.json
        </a>
        <LanguageToggle />
        <ThemeToggle />
      </nav>
    </>
  );
}
