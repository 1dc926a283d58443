-- What other systems need: tokens that say what they may do, a feed of events without gaps, webhooks with their ledger,
-- tickets that know where they were imported from.

-- Tokens ------------------------------------------------------------------------------------------

-- Tokens of before may go on doing what they did.
ALTER TABLE access_tokens
  ADD COLUMN scopes text[] NOT NULL DEFAULT '{tickets:read,tickets:write,webhooks,export}',
  ADD COLUMN is_integration boolean NOT NULL DEFAULT false,
  ADD COLUMN rate_limit integer CHECK (rate_limit BETWEEN 1 AND 1000000),
  ADD COLUMN last_used_from text CHECK (char_length(last_used_from) <= 64),
  ADD CONSTRAINT access_tokens_scopes_are_known
    CHECK (cardinality(scopes) > 0 AND scopes <@ '{tickets:read,tickets:write,webhooks,export}'::text[]);
ALTER TABLE access_tokens ALTER COLUMN scopes DROP DEFAULT;

-- Feed --------------------------------------------------------------------------------------------

-- The number of the transaction that wrote the event (plus event_feed.shift). Whoever reads only what lies below the oldest
-- transaction still running, in the order of (position, id), never misses what commits after they looked.
ALTER TABLE events ADD COLUMN position bigint NOT NULL DEFAULT 0;
ALTER TABLE events ALTER COLUMN position DROP DEFAULT;
CREATE INDEX events_position_id_idx ON events (position, id);

CREATE TABLE event_feed (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  shift bigint NOT NULL DEFAULT 0
);
INSERT INTO event_feed DEFAULT VALUES;

-- Webhooks ----------------------------------------------------------------------------------------

CREATE TYPE delivery_status AS ENUM ('pending', 'delivered', 'failed');

CREATE TABLE webhooks (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  url text NOT NULL CHECK (char_length(url) BETWEEN 1 AND 2048),
  events text[] NOT NULL,
  is_enabled boolean NOT NULL DEFAULT true,
  disabled_reason text CHECK (disabled_reason IN ('gone', 'failing')),
  disabled_at timestamptz(3),
  secret text NOT NULL CHECK (secret LIKE 'whsec\_%'),
  previous_secret text CHECK (previous_secret LIKE 'whsec\_%'),
  previous_secret_until timestamptz(3),
  failing_since timestamptz(3),
  from_position bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT webhooks_enabled_has_no_reason CHECK (NOT is_enabled OR (disabled_reason IS NULL AND disabled_at IS NULL)),
  CONSTRAINT webhooks_previous_secret_ends CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
);
CREATE INDEX webhooks_user_id_idx ON webhooks (user_id);

CREATE TABLE webhook_deliveries (
  id uuid PRIMARY KEY,
  webhook_id uuid NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE ON UPDATE CASCADE,
  event_id bigint,
  type text NOT NULL,
  payload text NOT NULL CHECK (octet_length(payload) < 20000),
  is_for_staff boolean NOT NULL,
  status delivery_status NOT NULL DEFAULT 'pending',
  attempt_count integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz(3),
  busy_until timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  delivered_at timestamptz(3),
  CONSTRAINT webhook_deliveries_pending_has_a_next CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
);
-- One message an event and webhook, however often the dispatch of it is begun.
CREATE UNIQUE INDEX webhook_deliveries_webhook_id_event_id_key ON webhook_deliveries (webhook_id, event_id);
CREATE INDEX webhook_deliveries_webhook_id_created_at_id_idx ON webhook_deliveries (webhook_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_created_at_idx ON webhook_deliveries (created_at);
CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries (webhook_id, next_attempt_at) WHERE status = 'pending';

CREATE TABLE webhook_attempts (
  id uuid PRIMARY KEY,
  delivery_id uuid NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE ON UPDATE CASCADE,
  number integer NOT NULL,
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  duration_ms integer,
  status integer,
  error text,
  request_bytes integer NOT NULL,
  response_bytes integer,
  response_head text
);
CREATE INDEX webhook_attempts_delivery_id_number_idx ON webhook_attempts (delivery_id, number);

CREATE TABLE webhook_dispatch (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  position bigint NOT NULL DEFAULT 0,
  event_id bigint NOT NULL DEFAULT 0
);
INSERT INTO webhook_dispatch DEFAULT VALUES;

-- Import ------------------------------------------------------------------------------------------

CREATE TABLE imported_tickets (
  source text NOT NULL CHECK (char_length(source) BETWEEN 1 AND 50),
  external_id text NOT NULL CHECK (char_length(external_id) BETWEEN 1 AND 200),
  ticket_id uuid NOT NULL REFERENCES tickets (id) ON DELETE CASCADE ON UPDATE CASCADE,
  imported_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (source, external_id)
);
CREATE INDEX imported_tickets_ticket_id_idx ON imported_tickets (ticket_id);
