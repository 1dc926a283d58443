import type auth from './messages/es/auth.json';
import type common from './messages/es/common.json';
import type desk from './messages/es/desk.json';
import type docs from './messages/es/docs.json';
import type errors from './messages/es/errors.json';
import type portal from './messages/es/portal.json';
import type settings from './messages/es/settings.json';
import type tickets from './messages/es/tickets.json';

/** Makes a message key that does not exist a type error. Spanish is the source, so its files are the type. */
declare module 'next-intl' {
  interface AppConfig {
    Locale: import('./locale').Locale;
    Messages: {
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
