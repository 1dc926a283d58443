import type { Doc } from './doc';

const description = `One API for everybody: your systems call it with a token, this desk's own pages call the very same routes.

## Getting in
Make a token in [Settings → API tokens](/settings/tokens) and send it with each request: \`Authorization: Bearer hilo_…\`. It does what
its owner may do, as far as its scopes go: \`tickets:read\`, \`tickets:write\`, \`webhooks\`, \`export\`. Whoever is signed in to this desk
can try requests on this page without one.

## One envelope
A success is \`{"success": true, "data": …}\`; a list adds \`"page": {"limit", "next"}\`, and \`cursor=<next>\` reads on. An error
is \`{"error", "message", "requestId"}\`: \`error\` is a sentence for people, Spanish unless \`Accept-Language\` prefers English;
\`message\` is the stable code for programs; \`details\` lists every problem of a request that is not valid.

## Bodies
\`application/json\` in UTF-8, at most 256 KiB. \`null\` means absent, and properties that are not named here are ignored. Texts
are counted in Unicode code points, and hold neither U+0000 nor lone surrogates. Times are RFC 3339 in UTC.

## Retries
\`POST\`s that take an \`Idempotency-Key\` can be sent again with the same key: the ticket or reply is made once, and the answer
is the first one, with \`Idempotency-Replayed: true\`. After a 409 \`IDEMPOTENCY_KEY_IN_USE\`, a 429 or a 503, wait for
\`Retry-After\`.

## Limits
Each answer tells how the token, session or address stands in its minute: \`RateLimit\`, \`RateLimit-Policy\` and \`X-RateLimit-*\`.

## Methods
\`HEAD\` answers wherever \`GET\` does, without the body; \`OPTIONS\` is a 204 that names the methods in \`Allow\`. Any other method is
a 405 \`METHOD_NOT_ALLOWED\` with \`Allow\`, any other path under \`/v2\` a 404 \`NOT_FOUND\`.`;

/** What the document says of the API as a whole. Source: docs/contract.md. */
export const aboutTheApi = {
  title: 'Hilo',
  version: '2.0.0',
  summary: 'The API of a help desk: tickets, their threads, and what happens to them.',
  description,
  license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
};

const tags: Record<Doc['tag'], string> = {
  Tickets: 'File a ticket, read it, answer it, change it.',
  Attachments: 'Files that Hilo holds, for a ticket’s messages.',
  Macros: 'Text and actions that agents use again and again.',
  Clients: 'Who files tickets, and what the desk knows of them.',
  Fields: 'What this desk asks of tickets beyond what every desk does.',
  Desk: 'What the desk’s own pages are made of, for who works there.',
  Events: 'What happened to tickets, in the order in which it happened.',
  Webhooks: 'Tell an address of yours what happens to tickets.',
  Assistants: 'An AI assistant as an integration like any other.',
  Tokens: 'What other systems show to be let in.',
  People: 'Clients, agents and admins.',
  Export: 'Everything, in one stream.',
  Meta: 'The API itself, and whether the desk is up.',
};

/** The groups of operations, in the order in which they are shown. */
export const aboutTags = Object.entries(tags).map(([name, text]) => ({ name, description: text }));
