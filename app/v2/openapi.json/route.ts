import { createHash } from 'node:crypto';
import { sessionCookieName } from '@/lib/auth/session';
import { endpoint, isUnchanged, resource } from '@/lib/http/endpoint';
import { openapi } from '@/lib/http/openapi';
import { env } from '@/lib/platform/env';
import { catalogue } from './catalogue';
import { openapiDoc } from './doc';
import { probes } from './more-paths';
import { webhookMessages, webhookSchemas } from './webhook-messages';

let made: { text: string; etag: string } | undefined;

/** The document as text, made once: it changes with the program and the settings alone. */
function documentText(): NonNullable<typeof made> {
  if (made) return made;
  const facts = { url: env().HILO_URL, cookie: sessionCookieName() };
  const all = { ...catalogue, '/v2/openapi.json': handlers };
  const text = JSON.stringify(
    openapi(all, facts, { paths: probes, webhooks: webhookMessages, schemas: webhookSchemas }),
  );
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  made = { text, etag };
  return made;
}

const handlers = resource({
  GET: endpoint({ caller: 'anyone', doc: openapiDoc }, async ({ ifNoneMatch }) => {
    const { text, etag } = documentText();
    const headers = { etag, 'cache-control': 'public, max-age=300' };
    if (isUnchanged(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
    return new Response(text, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
  }),
});

/** The document of the API, for programs. `/docs` shows it to people. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlers;
