// The statements of bare-server.ts: each checks the caller's token by the conditions that Hilo has and does its work in the same
// round trip. What Hilo knows more of (merged tickets, a desk's own fields, who may see notes) they leave out.

const caller = `caller AS (
    SELECT u.id, u.role FROM access_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())
      AND u.disabled_at IS NULL
  )`;

const position = 'pg_current_xact_id()::text::bigint + (SELECT shift FROM event_feed)';

const claimed = `, claimed AS (
    INSERT INTO idempotency_keys AS k (user_id, key, request_hash, ticket_id)
    SELECT caller.id, $14::text, $15::bytea, $2::uuid FROM caller
    ON CONFLICT (user_id, key) DO UPDATE SET request_hash = excluded.request_hash, ticket_id = excluded.ticket_id,
      response = NULL, created_at = now() WHERE k.created_at < now() - interval '24 hours'
    RETURNING k.key
  )`;

const create = (isKeyed) => `WITH ${caller}${isKeyed ? claimed : ''}, ticket AS (
    INSERT INTO tickets (id, title, description, priority, category, client_id, tags)
    SELECT $2::uuid, $3::text, $4::text, $5::ticket_priority, $6::ticket_category, caller.id, $7::text[]
    FROM caller${isKeyed ? ' CROSS JOIN claimed' : ''}
    RETURNING number, client_id, created_at
  ), opening AS (
    INSERT INTO threads (id, ticket_id, author_id, type, message)
    SELECT $8::uuid, $2::uuid, client_id, 'user', $4::text FROM ticket
  ), files AS (
    INSERT INTO attachments (id, ticket_id, thread_id, position, filename, url, size, type)
    SELECT f.id, $2::uuid, $8::uuid, f.position - 1, f.filename, f.url, f.size, f.type
    FROM ticket, unnest($9::uuid[], $10::text[], $11::text[], $12::bigint[], $13::text[])
      WITH ORDINALITY AS f(id, filename, url, size, type, position)
  ), event AS (
    INSERT INTO events (name, actor_id, subject_type, subject_id, client_id, is_internal, data, position)
    SELECT 'ticket.created', client_id, 'ticket', $2::uuid, client_id, false, '{}'::jsonb, ${position} FROM ticket
  )
  SELECT number, client_id, created_at FROM ticket`;

const columns = `t.id, t.title, t.description, t.status, t.priority, t.category, t.client_id, t.assigned_to_id, t.tags,
  t.resolution, t.created_at, t.updated_at, t.resolved_at, t.number, t.version`;

const files = `COALESCE((SELECT json_agg(json_build_object('filename', a.filename, 'url', a.url, 'size', a.size, 'type', a.type)
    ORDER BY a.thread_id, a.position) FROM attachments a WHERE a.ticket_id = t.id), '[]') AS attachments`;

const threads = `COALESCE((SELECT json_agg(json_build_object('author', m.author_id, 'message', m.message, 'timestamp', m.created_at,
    'type', m.type) ORDER BY m.created_at, m.id) FROM threads m WHERE m.ticket_id = t.id), '[]') AS threads`;

const isTheirs = `(caller.role <> 'client' OR t.client_id = caller.id)`;

const list = (condition) => `WITH ${caller}
  SELECT ${columns}, ${files} FROM caller CROSS JOIN LATERAL (
    SELECT * FROM tickets t WHERE ${isTheirs}${condition} ORDER BY t.created_at DESC, t.number DESC LIMIT 26) t
  ORDER BY t.created_at DESC, t.number DESC`;

const hasWords = `s.staff_vector @@ plainto_tsquery('simple', unaccent($2))`;
/** The word of the desk that is most like a mistyped one. */
const hasNearest = `s.staff_vector @@ (SELECT plainto_tsquery('simple', w.word) FROM search_words w
    WHERE w.word % unaccent($2) ORDER BY similarity(w.word, unaccent($2)) DESC, w.seen DESC LIMIT 1)`;
const awake = '(t.snoozed_until IS NULL OR t.snoozed_until <= now())';
const active = `t.status IN ('open', 'pending', 'in_progress') AND ${awake}`;

/** By what they do. `$1` is the token's hash everywhere. */
export const statements = {
  create: create(false),
  createKeyed: create(true),
  /** `$2` id */
  get: `WITH ${caller} SELECT ${columns}, ${files}, ${threads} FROM caller, tickets t WHERE t.id = $2::uuid AND ${isTheirs}`,
  list: list(''),
  /** `$2` statuses, `$3` priorities */
  filtered: list(' AND t.status = ANY($2::ticket_status[]) AND t.priority = ANY($3::ticket_priority[])'),
  /** `$2` and `$3` when the last ticket of the page before was made, and its number */
  deep: list(' AND (t.created_at, t.number) < ($2::timestamptz, $3::int)'),
  /** `$2` words that many tickets have: ticket by ticket, in the list's order */
  search: list(` AND EXISTS (SELECT 1 FROM ticket_search s WHERE s.ticket_id = t.id AND ${hasWords} OFFSET 0)`),
  /** `$2` words that few have: all that the index finds, put in order */
  gathered: list(` AND t.id IN (SELECT s.ticket_id FROM ticket_search s WHERE ${hasWords} OFFSET 0)`),
  /** `$2` a typo of a word that many tickets have, and of one that few have */
  typo: list(` AND EXISTS (SELECT 1 FROM ticket_search s WHERE s.ticket_id = t.id AND ${hasNearest} OFFSET 0)`),
  rareTypo: list(` AND t.id IN (SELECT s.ticket_id FROM ticket_search s WHERE ${hasNearest} OFFSET 0)`),
  /** How many the desk's queues have, no more than a thousand of each. */
  counts: `WITH ${caller} SELECT ${Object.entries({
    mine: `t.assigned_to_id = caller.id AND ${active}`,
    unassigned: `t.assigned_to_id IS NULL AND ${active}`,
    open: `t.status = 'open' AND ${awake}`,
    pending: `t.status = 'pending' AND ${awake}`,
    urgent: `t.priority = 'urgent' AND ${active}`,
    snoozed: 't.snoozed_until > now()',
    resolved: `t.status = 'resolved' AND t.resolved_at > now() - interval '7 days'`,
  })
    .map(
      ([name, condition]) =>
        `(SELECT count(*)::int FROM (SELECT 1 FROM tickets t WHERE ${condition} LIMIT 1001) t) AS "${name}"`,
    )
    .join(', ')} FROM caller WHERE caller.role <> 'client'`,
  /** A client's reply to their open ticket: `$2` ticket, `$3` id of the message, `$4` text. The new message is added to the rest. */
  reply: `WITH ${caller}, ticket AS (
      UPDATE tickets t SET version = version + 1, updated_at = now(), staff_updated_at = now() FROM caller
      WHERE t.id = $2::uuid AND t.client_id = caller.id AND t.status = 'open' RETURNING t.*
    ), message AS (
      INSERT INTO threads (id, ticket_id, author_id, type, message, created_at)
      SELECT $3::uuid, $2::uuid, client_id, 'user', $4::text, updated_at FROM ticket
    ), event AS (
      INSERT INTO events (name, actor_id, subject_type, subject_id, is_internal, data, position)
      SELECT 'ticket.replied', client_id, 'ticket', id, false, json_build_object('threadId', $3::uuid), ${position} FROM ticket
    ) SELECT ${columns}, ${files}, ${threads} FROM ticket t`,
  /** `$2` ticket, `$3` priority */
  patch: `WITH ${caller}, before AS (
      SELECT t.id, t.priority FROM tickets t, caller WHERE t.id = $2::uuid AND caller.role <> 'client' FOR UPDATE OF t
    ), ticket AS (
      UPDATE tickets t SET priority = $3::ticket_priority, version = version + 1, updated_at = now(), staff_updated_at = now()
      FROM before b WHERE t.id = b.id RETURNING t.*
    ), event AS (
      INSERT INTO events (name, actor_id, subject_type, subject_id, is_internal, data, position)
      SELECT 'ticket.changed', caller.id, 'ticket', b.id, false,
        json_build_object('changes', json_build_object('priority', json_build_object('from', b.priority, 'to', $3::text))), ${position}
      FROM before b, caller
    ) SELECT ${columns}, ${files}, ${threads} FROM ticket t`,
};
