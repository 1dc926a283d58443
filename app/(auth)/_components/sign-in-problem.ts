import type { useTranslations } from 'next-intl';

/** Why somebody is still outside. */
export type SignInProblem = { kind: 'wrong' | 'offline' | 'failed' } | { kind: 'limited'; seconds?: number };

/**
 * What next-auth's error says: it passes on a word, to which the seconds to wait are added when there were too many tries
 * (`RATE_LIMITED:840`). Unknown words are failures of ours.
 */
export function problemOf(error: string): SignInProblem {
  if (error === 'CredentialsSignin') return { kind: 'wrong' };
  const limited = /^RATE_LIMITED(?::(\d{1,6}))?$/.exec(error);
  if (limited) return { kind: 'limited', seconds: limited[1] ? Number(limited[1]) : undefined };
  return { kind: 'failed' };
}

/** "en 14 minutos", "en 40 segundos": never sooner than it is. */
export function waitWords(seconds: number, t: ReturnType<typeof useTranslations<'auth.signIn'>>): string {
  return seconds > 90
    ? t('inMinutes', { count: Math.ceil(seconds / 60) })
    : t('inSeconds', { count: Math.max(1, seconds) });
}
