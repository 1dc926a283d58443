'use client';
import { useRouter } from 'next/navigation';
import { useLocale } from 'next-intl';
import { type Locale, localeCookie } from '@/lib/i18n/locale';

/** The page's language and how to change it: kept in a cookie for a year, and the page comes again in the other language. */
export function useLanguage(): { locale: Locale; choose: (locale: Locale) => void } {
  const locale = useLocale();
  const router = useRouter();
  function choose(next: Locale) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${localeCookie}=${next};path=/;max-age=31536000;samesite=lax`;
    router.refresh();
  }
  return { locale, choose };
}
