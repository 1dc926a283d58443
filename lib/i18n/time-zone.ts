/**
 * The reader's time zone. No header carries it, so a line in app/layout.tsx keeps it in this cookie; from the second page
 * on the server writes times in the reader's own zone. The very first page is written in UTC and corrected in the browser.
 */
export const timeZoneCookie = 'hilo_tz';

/** The zone that a cookie names, or UTC: a cookie is the reader's to forge, and an unknown zone would throw later. */
export function pickTimeZone(cookie: string | undefined): string {
  if (!cookie || cookie.length > 64) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: cookie }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
