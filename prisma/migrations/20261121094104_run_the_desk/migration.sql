-- What agents work with: teams, views, macros, drafts, replies that can be taken back, presence, bulk jobs, links, merges,
-- fields of the desk's own, notes about clients, notifications, ratings.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "fields" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "snoozed_until" TIMESTAMPTZ(3),
ADD COLUMN     "team_id" UUID;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "away_since" TIMESTAMPTZ(3),
ADD COLUMN     "capacity" INTEGER;

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "is_rotating" BOOLEAN NOT NULL DEFAULT false,
    "categories" "ticket_category"[] DEFAULT ARRAY[]::"ticket_category"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_members" (
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "last_assigned_at" TIMESTAMPTZ(3),

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("team_id","user_id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "sort" TEXT NOT NULL DEFAULT 'newest',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view_places" (
    "user_id" UUID NOT NULL,
    "view_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,

    CONSTRAINT "saved_view_places_pkey" PRIMARY KEY ("user_id","view_id")
);

-- CreateTable
CREATE TABLE "macros" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "is_note" BOOLEAN NOT NULL DEFAULT false,
    "actions" JSONB NOT NULL DEFAULT '{}',
    "use_count" INTEGER NOT NULL DEFAULT 0,
    "last_used_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "macros_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "user_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "message" TEXT NOT NULL,
    "is_internal" BOOLEAN NOT NULL DEFAULT false,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "revision" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("user_id","ticket_id")
);

-- CreateTable
CREATE TABLE "outgoing_replies" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "reply" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "problem" TEXT,
    "send_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_replies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE UNLOGGED TABLE "presences" (
    "tab_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "activity" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "presences_pkey" PRIMARY KEY ("tab_id")
);

-- CreateTable
CREATE TABLE "bulk_jobs" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "change" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "query" JSONB,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "undone" INTEGER NOT NULL DEFAULT 0,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_items" (
    "job_id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "before" JSONB,
    "event_id" BIGINT,
    "problem" TEXT,

    CONSTRAINT "bulk_items_pkey" PRIMARY KEY ("job_id","ticket_id")
);

-- CreateTable
CREATE TABLE "client_notes" (
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "author_id" UUID,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "ticket_id" UUID NOT NULL,
    "actor_id" UUID,
    "event_id" BIGINT,
    "thread_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_settings" (
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL,

    CONSTRAINT "notification_settings_pkey" PRIMARY KEY ("user_id","kind")
);

-- CreateTable
CREATE TABLE "ticket_links" (
    "id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ticket_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_merges" (
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "merged_by_id" UUID,
    "before" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_merges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "custom_fields" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "choices" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_for_clients" BOOLEAN NOT NULL DEFAULT false,
    "is_required" BOOLEAN NOT NULL DEFAULT false,
    "place" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "custom_fields_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ratings" (
    "ticket_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "is_good" BOOLEAN NOT NULL,
    "comment" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ratings_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "event_followers" (
    "name" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,

    CONSTRAINT "event_followers_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "team_members_user_id_idx" ON "team_members"("user_id");

-- CreateIndex
CREATE INDEX "saved_views_owner_id_idx" ON "saved_views"("owner_id");

-- CreateIndex
CREATE INDEX "saved_view_places_view_id_idx" ON "saved_view_places"("view_id");

-- CreateIndex
CREATE INDEX "macros_owner_id_idx" ON "macros"("owner_id");

-- CreateIndex
CREATE INDEX "drafts_ticket_id_idx" ON "drafts"("ticket_id");

-- CreateIndex
CREATE INDEX "outgoing_replies_author_id_state_idx" ON "outgoing_replies"("author_id", "state");

-- CreateIndex
CREATE INDEX "outgoing_replies_ticket_id_idx" ON "outgoing_replies"("ticket_id");

-- CreateIndex
CREATE INDEX "presences_ticket_id_idx" ON "presences"("ticket_id");

-- CreateIndex
CREATE INDEX "presences_seen_at_idx" ON "presences"("seen_at");

-- CreateIndex
CREATE INDEX "bulk_jobs_user_id_created_at_idx" ON "bulk_jobs"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "bulk_items_job_id_state_idx" ON "bulk_items"("job_id", "state");

-- CreateIndex
CREATE INDEX "bulk_items_ticket_id_idx" ON "bulk_items"("ticket_id");

-- CreateIndex
CREATE INDEX "client_notes_client_id_created_at_idx" ON "client_notes"("client_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "notifications_user_id_created_at_id_idx" ON "notifications"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "notifications_ticket_id_idx" ON "notifications"("ticket_id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_user_id_kind_event_id_key" ON "notifications"("user_id", "kind", "event_id");

-- CreateIndex
CREATE INDEX "ticket_links_to_id_idx" ON "ticket_links"("to_id");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_links_from_id_to_id_kind_key" ON "ticket_links"("from_id", "to_id", "kind");

-- CreateIndex
CREATE INDEX "ticket_merges_source_id_idx" ON "ticket_merges"("source_id");

-- CreateIndex
CREATE INDEX "ticket_merges_target_id_idx" ON "ticket_merges"("target_id");

-- CreateIndex
CREATE UNIQUE INDEX "custom_fields_key_key" ON "custom_fields"("key");

-- CreateIndex
CREATE INDEX "tickets_team_id_status_created_at_number_idx" ON "tickets"("team_id", "status", "created_at" DESC, "number" DESC);

-- CreateIndex
CREATE INDEX "tickets_fields_idx" ON "tickets" USING GIN ("fields" jsonb_path_ops);

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view_places" ADD CONSTRAINT "saved_view_places_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view_places" ADD CONSTRAINT "saved_view_places_view_id_fkey" FOREIGN KEY ("view_id") REFERENCES "saved_views"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "macros" ADD CONSTRAINT "macros_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_replies" ADD CONSTRAINT "outgoing_replies_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_replies" ADD CONSTRAINT "outgoing_replies_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presences" ADD CONSTRAINT "presences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presences" ADD CONSTRAINT "presences_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_jobs" ADD CONSTRAINT "bulk_jobs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_items" ADD CONSTRAINT "bulk_items_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "bulk_jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_items" ADD CONSTRAINT "bulk_items_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_notes" ADD CONSTRAINT "client_notes_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_notes" ADD CONSTRAINT "client_notes_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "tickets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_merges" ADD CONSTRAINT "ticket_merges_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_merges" ADD CONSTRAINT "ticket_merges_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must hold ----------------------------------------------------------------------------------

ALTER TABLE users ADD CONSTRAINT users_capacity_check CHECK (capacity BETWEEN 0 AND 10000);
ALTER TABLE tickets
  ADD CONSTRAINT tickets_fields_check CHECK (jsonb_typeof(fields) = 'object' AND octet_length(fields::text) <= 65536),
  ADD CONSTRAINT tickets_merged_elsewhere CHECK (merged_into_id <> id);
-- What changed of the desk's own matters is told to those who work here alone.
ALTER TABLE threads
  DROP CONSTRAINT threads_notes_are_staffs,
  ADD CONSTRAINT threads_notes_are_staffs CHECK (NOT is_internal OR type IN ('agent', 'system'));
CREATE INDEX tickets_snoozed_until_idx ON tickets (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX tickets_merged_into_id_idx ON tickets (merged_into_id) WHERE merged_into_id IS NOT NULL;
ALTER TABLE teams ADD CONSTRAINT teams_name_check CHECK (char_length(name) BETWEEN 1 AND 80);
CREATE UNIQUE INDEX teams_name_key ON teams (lower(name));
ALTER TABLE saved_views
  ADD CONSTRAINT saved_views_name_check CHECK (char_length(name) BETWEEN 1 AND 80),
  ADD CONSTRAINT saved_views_query_check CHECK (char_length(query) <= 1000),
  ADD CONSTRAINT saved_views_sort_check CHECK (sort IN ('newest', 'updated', 'urgent'));
ALTER TABLE macros
  ADD CONSTRAINT macros_name_check CHECK (char_length(name) BETWEEN 1 AND 80),
  ADD CONSTRAINT macros_body_check CHECK (char_length(body) <= 65000),
  ADD CONSTRAINT macros_actions_check CHECK (jsonb_typeof(actions) = 'object');
ALTER TABLE drafts
  ADD CONSTRAINT drafts_message_check CHECK (char_length(message) <= 70000),
  ADD CONSTRAINT drafts_attachments_check CHECK (jsonb_typeof(attachments) = 'array'),
  -- What holds nothing is no draft.
  ADD CONSTRAINT drafts_hold_something CHECK (message <> '' OR attachments <> '[]');
ALTER TABLE outgoing_replies
  ADD CONSTRAINT outgoing_replies_state_check CHECK (state IN ('waiting', 'sent', 'held', 'failed')),
  ADD CONSTRAINT outgoing_replies_sent_has_time CHECK ((state = 'sent') = (sent_at IS NOT NULL));
CREATE INDEX outgoing_replies_due_idx ON outgoing_replies (send_at) WHERE state = 'waiting';
ALTER TABLE presences ADD CONSTRAINT presences_activity_check CHECK (activity IN ('viewing', 'replying', 'noting'));
ALTER TABLE bulk_jobs ADD CONSTRAINT bulk_jobs_state_check CHECK (state IN ('running', 'done', 'undoing', 'undone'));
-- What stands still is looked for every minute.
CREATE INDEX bulk_jobs_unfinished_idx ON bulk_jobs (moved_at) WHERE state IN ('running', 'undoing');
ALTER TABLE bulk_items ADD CONSTRAINT bulk_items_state_check CHECK (state IN ('waiting', 'done', 'failed', 'undone', 'kept'));
ALTER TABLE ticket_links
  ADD CONSTRAINT ticket_links_kind_check CHECK (kind IN ('blocks', 'duplicates', 'relates', 'split')),
  ADD CONSTRAINT ticket_links_go_elsewhere CHECK (from_id <> to_id);
ALTER TABLE ticket_merges ADD CONSTRAINT ticket_merges_go_elsewhere CHECK (source_id <> target_id);
-- A ticket goes on in one other at a time.
CREATE UNIQUE INDEX ticket_merges_source_id_key ON ticket_merges (source_id) WHERE undone_at IS NULL;
ALTER TABLE custom_fields
  ADD CONSTRAINT custom_fields_key_check CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  ADD CONSTRAINT custom_fields_label_check CHECK (char_length(label) BETWEEN 1 AND 80),
  ADD CONSTRAINT custom_fields_kind_check CHECK (kind IN ('text', 'number', 'choice', 'date')),
  ADD CONSTRAINT custom_fields_choice_has_choices CHECK ((kind = 'choice') = (cardinality(choices) > 0));
ALTER TABLE ratings ADD CONSTRAINT ratings_comment_check CHECK (char_length(comment) BETWEEN 1 AND 5000);
ALTER TABLE client_notes ADD CONSTRAINT client_notes_text_check CHECK (char_length(text) BETWEEN 1 AND 65000);
CREATE INDEX notifications_unread_idx ON notifications (user_id) WHERE read_at IS NULL;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind ~ '^[a-z_]{1,40}$');

-- Search ------------------------------------------------------------------------------------------
-- One condition for each word that was typed, so that words can be left out, quoted and forgiven one by one.
DROP FUNCTION hilo_query(text);

-- Without accents and case. Immutable, for indexes: the dictionary is the extension's own.
CREATE FUNCTION hilo_plain(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, t))
$$;
CREATE FUNCTION hilo_plain_all(all_texts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(public.hilo_plain(t)), '{}') FROM unnest(all_texts) AS t
$$;

-- A word in some form, or the beginning of one; all of its parts where signs stand between ("v2/users"). Any input is safe.
-- Null when it holds no letter or digit.
CREATE FUNCTION hilo_word_query(t text, is_start boolean) RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  words text[] := ARRAY(
    SELECT left(w, 200) FROM regexp_split_to_table(normalize(left(t, 1000), NFC), '[^[:alnum:]]+') AS w WHERE w <> '' LIMIT 16
  );
  word text;
  plain text;
  one tsquery;
  result tsquery;
BEGIN
  FOR i IN 1 .. cardinality(words) LOOP
    word := words[i];
    plain := regexp_replace(unaccent(word), '[^[:alnum:]]+', '', 'g');
    CONTINUE WHEN plain = '';
    one := plainto_tsquery('simple', plain) || plainto_tsquery('spanish', plain)
        || plainto_tsquery('english', plain) || plainto_tsquery('spanish', word);
    IF is_start AND i = cardinality(words) THEN
      one := one || (quote_literal(lower(plain)) || ':*')::tsquery;
    END IF;
    result := CASE WHEN result IS NULL THEN one ELSE result && one END;
  END LOOP;
  RETURN result;
END $$;

-- The words one after the other, just as written but for accents and case. Null when there is none.
CREATE FUNCTION hilo_phrase_query(t text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(phraseto_tsquery('simple', unaccent(regexp_replace(normalize(left(t, 1000), NFC), '[^[:alnum:]]+', ' ', 'g'))), '')
$$;

-- Whether anything at all is found. Of a common word a few places are enough, and a rare one is never sought ticket by ticket.
CREATE FUNCTION hilo_is_found(q tsquery) RETURNS boolean LANGUAGE sql STABLE
  SET enable_seqscan = off SET gin_fuzzy_search_limit = 20 AS $$
  SELECT EXISTS (SELECT 1 FROM ticket_search WHERE staff_vector @@ q)
$$;

-- What is found, by the index alone: the planner thinks an unknown word common and would look at ticket after ticket.
CREATE FUNCTION hilo_found(q tsquery, most integer) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 1000 SET enable_seqscan = off AS $$
  SELECT ticket_id FROM ticket_search WHERE staff_vector @@ q LIMIT most
$$;

-- Each word that stands in some ticket, once, as written but for accents and case: what a mistyped word may have meant. Notes
-- are in it: only for staff. Kept by a job, so that nobody who writes waits for anybody else who writes the same word.
CREATE TABLE search_words (
  word text COLLATE "C" NOT NULL CONSTRAINT search_words_pkey PRIMARY KEY,
  -- In how many tickets, about.
  seen integer NOT NULL DEFAULT 1
);
CREATE INDEX search_words_word_idx ON search_words USING gin (word gin_trgm_ops);
-- Tickets whose words the job has still to read.
CREATE TABLE search_fresh (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  ticket_id uuid NOT NULL,
  -- Its words are counted once, when it comes.
  is_new boolean NOT NULL
);
CREATE FUNCTION hilo_note_fresh_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_fresh (ticket_id, is_new) VALUES (NEW.ticket_id, TG_OP = 'INSERT');
  RETURN NULL;
END $$;
CREATE TRIGGER ticket_search_has_fresh_words AFTER INSERT OR UPDATE OF staff_vector ON ticket_search FOR EACH ROW
  EXECUTE FUNCTION hilo_note_fresh_words();
INSERT INTO search_fresh (ticket_id, is_new) SELECT ticket_id, true FROM ticket_search;

CREATE INDEX tickets_active_newest_idx ON tickets (created_at DESC, number DESC) WHERE status IN ('open', 'pending', 'in_progress');
CREATE INDEX tickets_plain_tags_idx ON tickets USING gin (hilo_plain_all(tags));
CREATE INDEX tickets_resolved_at_idx ON tickets (resolved_at DESC) WHERE resolved_at IS NOT NULL;
CREATE INDEX tickets_staff_updated_at_number_idx ON tickets (staff_updated_at DESC, number DESC);
CREATE INDEX tickets_priority_created_at_number_idx ON tickets (priority DESC, created_at DESC, number DESC);
CREATE INDEX users_plain_name_email_idx ON users USING gin (hilo_plain(name || ' ' || email) gin_trgm_ops);
