import type { createApiReference } from '@scalar/api-reference';

// Samples are for the shell, for JavaScript and for Python: one client of each.
const hiddenClients = {
  ...Object.fromEntries(
    'c clojure csharp dart fsharp go http java julia kotlin node objc ocaml php powershell r ruby rust swift'
      .split(' ')
      .map((language) => [language, true]),
  ),
  shell: ['httpie', 'wget'],
  js: ['axios', 'jquery', 'ofetch', 'xhr'],
  python: ['python3', 'aiohttp', 'httpx_sync', 'httpx_async'],
} as Configuration['hiddenClients'];

type Configuration = Exclude<Parameters<typeof createApiReference>[1], unknown[] | undefined>;

/** Sends as the page would: with the session's cookie, and without a token where none was pasted. */
const customFetch: typeof fetch = (input, init) => {
  const request = new Request(input, init);
  if (request.headers.get('authorization')?.trim() === 'Bearer') request.headers.delete('authorization');
  return fetch(request);
};

/** What Scalar shows, and that it loads and tells nothing elsewhere. `locale` is `es` or `en`. */
export function scalarConfiguration(locale: string): Configuration {
  return {
    url: '/v2/openapi.json',
    // The page's own origin, whatever address the desk is known by: the policy lets it talk to no other.
    servers: [{ url: location.origin }],
    localization: { locale },
    // Our colours and type are in scalar.css.
    theme: 'none',
    withDefaultFonts: false,
    hideDarkModeToggle: true,
    telemetry: false,
    showDeveloperTools: 'never',
    hideClientButton: true,
    mcp: { disabled: true },
    agent: { disabled: true },
    documentDownloadType: 'json',
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
    hiddenClients,
    customFetch,
    persistAuth: false,
    authentication: { preferredSecurityScheme: 'token' },
    orderSchemaPropertiesBy: 'preserve',
    orderRequiredPropertiesFirst: false,
  };
}
