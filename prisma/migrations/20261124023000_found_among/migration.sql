-- As before, in less time: each stretch of a search asks for it.
CREATE OR REPLACE FUNCTION hilo_marks_between(since timestamptz, until timestamptz) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  first bigint := greatest(0, floor(extract(epoch FROM since) * 1000 / 65536) - 2);
  last bigint := greatest(first, least(4294967295, floor(extract(epoch FROM until) * 1000 / 65536) + 2));
  digits integer := 8;
  marks text;
BEGIN
  WHILE last - first > 16 LOOP
    IF digits = 4 THEN RETURN NULL; END IF;
    first := first >> 4;
    last := last >> 4;
    digits := digits - 1;
  END LOOP;
  WHILE first <= last LOOP
    marks := concat_ws(' | ', marks, lpad(to_hex(first), digits, '0'));
    first := first + 1;
  END LOOP;
  RETURN marks::tsquery;
END $$;

-- As before, and of what more tickets have too (`among`, null where there is nothing such) each is looked at for the whole: of few
-- that takes less than to ask the index for a beginning in parts, or how the words of a phrase stand. Without `among` it stays for
-- apps of the version before.
CREATE FUNCTION hilo_found_between(since timestamptz, until timestamptz, whole tsquery, words tsquery, longer tsquery, among tsquery, most integer)
  RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 100
  SET enable_seqscan = off SET enable_indexscan = off SET work_mem = '16MB' SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
  marks tsquery := hilo_marks_between(since, until);
  astray uuid[] := ARRAY(SELECT t.id FROM tickets t
    WHERE hilo_is_astray(t.id, t.created_at) AND t.created_at BETWEEN since AND until LIMIT 2001);
BEGIN
  IF among IS NOT NULL THEN
    IF marks IS NULL THEN
      RETURN QUERY SELECT ticket_id FROM ticket_search WHERE staff_vector @@ among AND ts_match_vq(staff_vector, whole) LIMIT most;
    ELSE
      RETURN QUERY SELECT ticket_id FROM ticket_search
        WHERE hilo_marks(ticket_id, staff_vector) @@ marks AND staff_vector @@ among AND ts_match_vq(staff_vector, whole) LIMIT most;
    END IF;
  ELSE
    IF marks IS NULL THEN
      RETURN QUERY SELECT ticket_id FROM ticket_search WHERE staff_vector @@ words LIMIT most;
    ELSE
      RETURN QUERY SELECT ticket_id FROM ticket_search
        WHERE hilo_marks(ticket_id, staff_vector) @@ marks AND staff_vector @@ words LIMIT most;
    END IF;
    IF longer IS NOT NULL THEN
      IF marks IS NULL THEN
        RETURN QUERY SELECT ticket_id FROM ticket_search WHERE staff_vector @@ longer LIMIT most;
        RETURN QUERY SELECT hilo_found_mixed('mixed'::tsquery, whole, most);
      ELSE
        RETURN QUERY SELECT ticket_id FROM ticket_search
          WHERE hilo_marks(ticket_id, staff_vector) @@ marks AND staff_vector @@ longer LIMIT most;
        RETURN QUERY SELECT hilo_found_mixed(marks && 'mixed'::tsquery, whole, most);
      END IF;
    END IF;
  END IF;
  -- Of tickets whose id tells another time than their creation the marks tell nothing: each is looked at where they are few.
  IF cardinality(astray) > 2000 THEN
    RETURN QUERY SELECT t.id FROM ticket_search s JOIN tickets t ON t.id = s.ticket_id
      WHERE s.staff_vector @@ whole AND hilo_is_astray(t.id, t.created_at) AND t.created_at BETWEEN since AND until LIMIT most;
  ELSIF cardinality(astray) > 0 THEN
    RETURN QUERY SELECT ticket_id FROM ticket_search WHERE ticket_id = ANY(astray) AND ts_match_vq(staff_vector, whole) LIMIT most;
  END IF;
END $$;
