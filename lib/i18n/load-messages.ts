import type { Locale } from './locale';

const load = {
  es: () =>
    Promise.all([
      import('./messages/es/attachments.json'),
      import('./messages/es/auth.json'),
      import('./messages/es/clients.json'),
      import('./messages/es/common.json'),
      import('./messages/es/composer.json'),
      import('./messages/es/desk.json'),
      import('./messages/es/docs.json'),
      import('./messages/es/errors.json'),
      import('./messages/es/fields.json'),
      import('./messages/es/history.json'),
      import('./messages/es/keys.json'),
      import('./messages/es/live.json'),
      import('./messages/es/macros.json'),
      import('./messages/es/notifications.json'),
      import('./messages/es/order.json'),
      import('./messages/es/portal.json'),
      import('./messages/es/settings.json'),
      import('./messages/es/tickets.json'),
      import('./messages/es/views.json'),
    ] as const),
  en: () =>
    Promise.all([
      import('./messages/en/attachments.json'),
      import('./messages/en/auth.json'),
      import('./messages/en/clients.json'),
      import('./messages/en/common.json'),
      import('./messages/en/composer.json'),
      import('./messages/en/desk.json'),
      import('./messages/en/docs.json'),
      import('./messages/en/errors.json'),
      import('./messages/en/fields.json'),
      import('./messages/en/history.json'),
      import('./messages/en/keys.json'),
      import('./messages/en/live.json'),
      import('./messages/en/macros.json'),
      import('./messages/en/notifications.json'),
      import('./messages/en/order.json'),
      import('./messages/en/portal.json'),
      import('./messages/en/settings.json'),
      import('./messages/en/tickets.json'),
      import('./messages/en/views.json'),
    ] as const),
};

async function readMessages(locale: Locale) {
  const [
    attachments,
    auth,
    clients,
    common,
    composer,
    desk,
    docs,
    errors,
    fields,
    history,
    keys,
    live,
    macros,
    notifications,
    order,
    portal,
    settings,
    tickets,
    views,
  ] = await load[locale]();
  return {
    attachments: attachments.default,
    auth: auth.default,
    clients: clients.default,
    common: common.default,
    composer: composer.default,
    desk: desk.default,
    docs: docs.default,
    errors: errors.default,
    fields: fields.default,
    history: history.default,
    keys: keys.default,
    live: live.default,
    macros: macros.default,
    notifications: notifications.default,
    order: order.default,
    portal: portal.default,
    settings: settings.default,
    tickets: tickets.default,
    views: views.default,
  };
}

const known = new Map<Locale, ReturnType<typeof readMessages>>();

/** All messages of a language by namespace, for the server. The browser is given only what a page needs: see ClientMessages. */
export function loadMessages(locale: Locale): ReturnType<typeof readMessages> {
  const messages = known.get(locale) ?? readMessages(locale);
  known.set(locale, messages);
  messages.catch(() => known.delete(locale));
  return messages;
}
