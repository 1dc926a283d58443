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
    IF EXISTS (SELECT 1 FROM ticket_search WHERE hilo_marks(ticket_id, staff_vector) @@ 'mixed'::tsquery) THEN
      RETURN QUERY SELECT ticket_id FROM ticket_search
        WHERE hilo_marks(ticket_id, staff_vector) @@ 'mixed'::tsquery AND staff_vector @@ whole LIMIT most;
    END IF;
  END IF;
END $$;
