-- What search reads at a million tickets. Takes some seconds there, for three indexes: tickets are read meanwhile as ever, but
-- not written (a SHARE lock).

-- The newest tickets by the index alone, with their ids. The old index is a part of it.
CREATE INDEX "tickets_created_at_number_id_idx" ON "tickets"("created_at" DESC, "number" DESC, "id");
DROP INDEX "tickets_created_at_number_idx";

-- A client's few tickets that were merged into others.
CREATE INDEX tickets_client_id_merged_idx ON tickets (client_id) WHERE merged_into_id IS NOT NULL;

-- Tickets so long that not all of it is among staff's words: clients' searches look at them one by one. There are few.
CREATE INDEX ticket_search_full_idx ON ticket_search (ticket_id) WHERE indexed_bytes >= 150000;

-- What is found among the tickets from an id on: both indexes are read, and only what is in both is looked up. Ids are made in
-- the order of time, so the newest tickets are a small part of the first. Planned without a look at the id: of ids newer than
-- its statistics the planner thinks there are none, and would look at each such ticket.
CREATE FUNCTION hilo_found_from(q tsquery, first_id uuid, most integer) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 100
  SET enable_seqscan = off SET enable_indexscan = off SET plan_cache_mode = force_generic_plan
  SET cpu_index_tuple_cost = 0 SET cpu_operator_cost = 0 AS $$
  SELECT ticket_id FROM ticket_search WHERE ticket_id >= first_id AND staff_vector @@ q LIMIT most
$$;

-- A client's tickets are known in the index by the address, which therefore must stand there as it is. (No command changes one.)
CREATE FUNCTION hilo_reindex_client() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hilo_rebuild_search(t.id) FROM tickets t WHERE t.client_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER users_reindex AFTER UPDATE OF email ON users FOR EACH ROW
  WHEN (OLD.email <> NEW.email) EXECUTE FUNCTION hilo_reindex_client();

-- Beginnings of words are gathered in memory before they are joined with other words: where it does not suffice, thousands of
-- tickets are looked at for nothing. Nor is a search worth two workers more.
ALTER FUNCTION hilo_found(tsquery, integer) SET work_mem = '16MB' SET max_parallel_workers_per_gather = 0;
ALTER FUNCTION hilo_found_from(tsquery, uuid, integer) SET work_mem = '16MB' SET max_parallel_workers_per_gather = 0;
ALTER FUNCTION hilo_is_found(tsquery) SET work_mem = '16MB' SET max_parallel_workers_per_gather = 0;
