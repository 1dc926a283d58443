import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { env } from '@/lib/platform/env';
import { loadMessages } from './load-messages';
import { localeCookie, pickLocale } from './locale';
import { pickTimeZone, timeZoneCookie } from './time-zone';

/**
 * What next-intl needs to know of a request: language, messages, the reader's time zone and one fixed now, so that the
 * server's text and the browser's first text are the same.
 */
export default getRequestConfig(async () => {
  const [jar, header] = await Promise.all([cookies(), headers()]);
  const locale = pickLocale(jar.get(localeCookie)?.value, header.get('accept-language'), env().HILO_LOCALE);
  return {
    locale,
    messages: await loadMessages(locale),
    timeZone: pickTimeZone(jar.get(timeZoneCookie)?.value),
    now: new Date(),
  };
});
