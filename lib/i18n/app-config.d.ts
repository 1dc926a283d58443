import type * as auth from './areas/auth.es';
import type * as desk from './areas/desk.es';
import type * as everywhere from './areas/everywhere.es';
import type * as portal from './areas/portal.es';
import type * as settings from './areas/settings.es';

type Areas = typeof everywhere & typeof auth & typeof desk & typeof portal & typeof settings;

/** Makes a message key that does not exist a type error. Spanish is the source, so its areas are the type. */
declare module 'next-intl' {
  interface AppConfig {
    Locale: import('./locale').Locale;
    Messages: { [Namespace in keyof Areas]-?: Areas[Namespace] };
  }
}
