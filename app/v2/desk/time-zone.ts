import { pickTimeZone, timeZoneCookie } from '@/lib/i18n/time-zone';

/** Where the reader's days begin: what their browser said, UTC for a program. */
export function timeZoneOf(request: Request): string {
  const cookies = request.headers.get('cookie') ?? '';
  const cookie = cookies.split(/; */).find((each) => each.startsWith(`${timeZoneCookie}=`));
  try {
    return pickTimeZone(cookie && decodeURIComponent(cookie.slice(timeZoneCookie.length + 1)));
  } catch {
    return 'UTC';
  }
}
