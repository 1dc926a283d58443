import { useTranslations } from 'next-intl';

/** First stop of the keyboard on every page; the page's `<main>` has `id="main"` and `tabIndex={-1}`. */
export function SkipLink() {
  const t = useTranslations('common.app');
  return (
    <a href="#main" className="skip-link rounded-md bg-ink px-3.5 py-2 text-on-ink no-underline">
      {t('skip')}
    </a>
  );
}
