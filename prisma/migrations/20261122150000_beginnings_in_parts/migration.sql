-- The tickets whose words hold what is asked for, of some where the index cannot tell: of few each is looked at, else the index
-- gathers all that has the beginning.
CREATE FUNCTION hilo_found_mixed(marks tsquery, whole tsquery, most integer) RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 10 AS $$
DECLARE
  mixed uuid[] := ARRAY(SELECT ticket_id FROM ticket_search WHERE hilo_marks(ticket_id, staff_vector) @@ marks LIMIT 1001);
BEGIN
  IF cardinality(mixed) <= 1000 THEN
    RETURN QUERY SELECT ticket_id FROM ticket_search WHERE ticket_id = ANY(mixed) AND ts_match_vq(staff_vector, whole) LIMIT most;
  ELSE
    RETURN QUERY SELECT ticket_id FROM ticket_search
      WHERE hilo_marks(ticket_id, staff_vector) @@ marks AND staff_vector @@ whole LIMIT most;
  END IF;
END $$;

-- The tickets in which something is found, as `hilo_found`, of the beginning of a word in parts, as `hilo_found_between`: `words` for the
-- word itself, `longer` for all that goes on in plain letters, null where there is no beginning. Some more than once.
CREATE FUNCTION hilo_found_in_parts(whole tsquery, words tsquery, longer tsquery, most integer) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE ROWS 100
  SET enable_seqscan = off SET enable_indexscan = off SET work_mem = '16MB' SET max_parallel_workers_per_gather = 0 AS $$
BEGIN
  RETURN QUERY SELECT ticket_id FROM ticket_search WHERE staff_vector @@ words LIMIT most;
  IF longer IS NOT NULL THEN
    RETURN QUERY SELECT ticket_id FROM ticket_search WHERE staff_vector @@ longer LIMIT most;
    -- What goes on in other letters.
    RETURN QUERY SELECT hilo_found_mixed('mixed'::tsquery, whole, most);
  END IF;
END $$;

-- As before, but for the tickets of mixed letters, each of which is looked at where they are few.
CREATE OR REPLACE FUNCTION hilo_found_between(since timestamptz, until timestamptz, whole tsquery, words tsquery, longer tsquery, most integer)
  RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 100
  SET enable_seqscan = off SET enable_indexscan = off SET work_mem = '16MB' SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
  marks tsquery := hilo_marks_between(since, until);
BEGIN
  IF marks IS NULL THEN
    RETURN QUERY SELECT ticket_id FROM ticket_search WHERE staff_vector @@ words LIMIT most;
    RETURN QUERY SELECT ticket_id FROM ticket_search WHERE staff_vector @@ longer LIMIT most;
    marks := 'mixed';
  ELSE
    RETURN QUERY SELECT ticket_id FROM ticket_search
      WHERE hilo_marks(ticket_id, staff_vector) @@ marks AND staff_vector @@ words LIMIT most;
    RETURN QUERY SELECT ticket_id FROM ticket_search
      WHERE hilo_marks(ticket_id, staff_vector) @@ marks AND staff_vector @@ longer LIMIT most;
    marks := marks && 'mixed'::tsquery;
  END IF;
  IF longer IS NOT NULL THEN
    RETURN QUERY SELECT hilo_found_mixed(marks, whole, most);
  END IF;
  IF (SELECT count(*) FROM (SELECT 1 FROM tickets t
      WHERE hilo_is_astray(t.id, t.created_at) AND t.created_at BETWEEN since AND until LIMIT 2001) x) > 2000 THEN
    RETURN QUERY SELECT t.id FROM ticket_search s JOIN tickets t ON t.id = s.ticket_id
      WHERE s.staff_vector @@ whole AND hilo_is_astray(t.id, t.created_at) AND t.created_at BETWEEN since AND until LIMIT most;
  ELSE
    RETURN QUERY SELECT t.id FROM tickets t JOIN ticket_search s ON s.ticket_id = t.id
      WHERE hilo_is_astray(t.id, t.created_at) AND t.created_at BETWEEN since AND until AND ts_match_vq(s.staff_vector, whole) LIMIT most;
  END IF;
END $$;
