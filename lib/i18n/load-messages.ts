import type { Locale } from './locale';

const load = {
  es: () =>
    Promise.all([
      import('./messages/es/common.json'),
      import('./messages/es/auth.json'),
      import('./messages/es/portal.json'),
      import('./messages/es/desk.json'),
      import('./messages/es/settings.json'),
      import('./messages/es/errors.json'),
      import('./messages/es/tickets.json'),
      import('./messages/es/docs.json'),
    ] as const),
  en: () =>
    Promise.all([
      import('./messages/en/common.json'),
      import('./messages/en/auth.json'),
      import('./messages/en/portal.json'),
      import('./messages/en/desk.json'),
      import('./messages/en/settings.json'),
      import('./messages/en/errors.json'),
      import('./messages/en/tickets.json'),
      import('./messages/en/docs.json'),
    ] as const),
};

/** All messages of a language by namespace, for the server. The browser is given only what a page needs: see ClientMessages. */
export async function loadMessages(locale: Locale) {
  const [common, auth, portal, desk, settings, errors, tickets, docs] = await load[locale]();
  return {
    common: common.default,
    auth: auth.default,
    portal: portal.default,
    desk: desk.default,
    settings: settings.default,
    errors: errors.default,
    tickets: tickets.default,
    docs: docs.default,
  };
}
