import type attachments from './messages/es/attachments.json';
import type auth from './messages/es/auth.json';
import type clients from './messages/es/clients.json';
import type common from './messages/es/common.json';
import type composer from './messages/es/composer.json';
import type desk from './messages/es/desk.json';
import type docs from './messages/es/docs.json';
import type errors from './messages/es/errors.json';
import type fields from './messages/es/fields.json';
import type history from './messages/es/history.json';
import type keys from './messages/es/keys.json';
import type live from './messages/es/live.json';
import type macros from './messages/es/macros.json';
import type notifications from './messages/es/notifications.json';
import type order from './messages/es/order.json';
import type portal from './messages/es/portal.json';
import type settings from './messages/es/settings.json';
import type tickets from './messages/es/tickets.json';
import type views from './messages/es/views.json';

/** Makes a message key that does not exist a type error. Spanish is the source, so its files are the type. */
declare module 'next-intl' {
  interface AppConfig {
    Locale: import('./locale').Locale;
    Messages: {
      clients: typeof clients;
      composer: typeof composer;
      fields: typeof fields;
      history: typeof history;
      keys: typeof keys;
      live: typeof live;
      macros: typeof macros;
      notifications: typeof notifications;
      order: typeof order;
      views: typeof views;
      attachments: typeof attachments;
      auth: typeof auth;
      common: typeof common;
      desk: typeof desk;
      docs: typeof docs;
      errors: typeof errors;
      portal: typeof portal;
      settings: typeof settings;
      tickets: typeof tickets;
    };
  }
}
