import type { Locale } from './locale';

const areas = {
  es: {
    everywhere: () => import('./areas/everywhere.es'),
    auth: () => import('./areas/auth.es'),
    desk: () => import('./areas/desk.es'),
    portal: () => import('./areas/portal.es'),
    settings: () => import('./areas/settings.es'),
  },
  en: {
    everywhere: () => import('./areas/everywhere.en'),
    auth: () => import('./areas/auth.en'),
    desk: () => import('./areas/desk.en'),
    portal: () => import('./areas/portal.en'),
    settings: () => import('./areas/settings.en'),
  },
};

/** A part of the app with messages of its own: `everywhere` stands round all others. */
export type Area = keyof (typeof areas)['es'];

/** The messages of an area by namespace. */
export const loadArea = (locale: Locale, area: Area) => areas[locale][area]();

async function readMessages(locale: Locale) {
  const { everywhere, auth, desk, portal, settings } = areas[locale];
  const all = await Promise.all([everywhere(), auth(), desk(), portal(), settings()]);
  return { ...all[0], ...all[1], ...all[2], ...all[3], ...all[4] };
}

const known = new Map<Locale, ReturnType<typeof readMessages>>();

/** All messages of a language by namespace, for the server. The browser has those of the area it is in: AreaMessages, SentMessages. */
export function loadMessages(locale: Locale): ReturnType<typeof readMessages> {
  const messages = known.get(locale) ?? readMessages(locale);
  known.set(locale, messages);
  messages.catch(() => known.delete(locale));
  return messages;
}
