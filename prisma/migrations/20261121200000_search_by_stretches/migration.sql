-- What search reads of a stretch of the newest tickets. Takes about a minute at a million tickets, for two indexes: tickets are read
-- and searched meanwhile as ever, but not written (a SHARE lock on each table).

-- A word in some form, or the beginning of one, as before, but each form once, and not the word itself where a stem of it is
-- asked for: whoever has the word has its stems. The index then has half as much to join.
CREATE OR REPLACE FUNCTION hilo_word_query(t text, is_start boolean) RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  words text[] := ARRAY(
    SELECT left(w, 200) FROM regexp_split_to_table(normalize(left(t, 1000), NFC), '[^[:alnum:]]+') AS w WHERE w <> '' LIMIT 16
  );
  word text;
  plain text;
  own tsquery;
  form tsquery;
  one tsquery;
  result tsquery;
BEGIN
  FOR i IN 1 .. cardinality(words) LOOP
    word := words[i];
    plain := regexp_replace(unaccent(word), '[^[:alnum:]]+', '', 'g');
    CONTINUE WHEN plain = '';
    own := plainto_tsquery('simple', plain);
    one := NULL;
    FOR form IN SELECT DISTINCT q FROM unnest(ARRAY[plainto_tsquery('spanish', plain), plainto_tsquery('english', plain)]) AS q
        WHERE numnode(q) > 0 AND q <> own LOOP
      one := CASE WHEN one IS NULL THEN form ELSE one || form END;
    END LOOP;
    IF is_start AND i = cardinality(words) THEN
      own := (quote_literal(lower(plain)) || ':*')::tsquery;
      one := CASE WHEN one IS NULL THEN own ELSE one || own END;
    ELSE
      one := coalesce(one, own);
    END IF;
    -- Signs that the parser takes for no word.
    CONTINUE WHEN numnode(one) = 0;
    form := plainto_tsquery('spanish', word);
    IF numnode(form) > 0 AND NOT one @> form THEN one := form || one; END IF;
    result := CASE WHEN result IS NULL THEN one ELSE result && one END;
  END LOOP;
  RETURN result;
END $$;

-- What marks a ticket in the index beside its words: when it was made, by its id, which begins with the time: each of these
-- beginnings, from 50 days (four digits) to a minute (eight). And whether a word of it goes on in other letters than it began,
-- which is rare: 'wifi' and Chinese.
CREATE FUNCTION hilo_marks(id uuid, words tsvector) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  digits text := id::text;
  forms text := words::text;
  marks text[] := ARRAY[left(digits, 4), left(digits, 5), left(digits, 6), left(digits, 7), left(digits, 8)];
BEGIN
  -- A word with a place in the text: stems have none.
  IF octet_length(forms) <> length(forms) AND forms ~ '[a-z0-9][^\x01-\x7f][^'' ]*'':' THEN
    marks := marks || 'mixed'::text;
  END IF;
  RETURN array_to_tsvector(marks);
END $$;
-- The marks of all tickets made between two times, but for those astray; some others have them too. Null of a long time.
CREATE FUNCTION hilo_marks_between(since timestamptz, until timestamptz) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  first bigint := greatest(0, floor(extract(epoch FROM since) * 1000 / 65536) - 2);
  last bigint := greatest(first, least(4294967295, floor(extract(epoch FROM until) * 1000 / 65536) + 2));
BEGIN
  FOR digits IN REVERSE 8 .. 4 LOOP
    IF last - first <= 16 THEN
      RETURN (SELECT string_agg(quote_literal(lpad(to_hex(n), digits, '0')), ' | ')::tsquery FROM generate_series(first, last) AS n);
    END IF;
    first := first >> 4;
    last := last >> 4;
  END LOOP;
  RETURN NULL;
END $$;

-- The tickets made between two times in which something is found, and some of about then. Of the beginning of a word `whole`
-- asks as it is, `words` for the word itself and `longer` for all that goes on in plain letters: together they say the same,
-- and need not gather all tickets that have the word.
CREATE FUNCTION hilo_found_between(since timestamptz, until timestamptz, whole tsquery, words tsquery, longer tsquery, most integer)
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
  IF longer IS NOT NULL AND EXISTS (SELECT 1 FROM ticket_search WHERE hilo_marks(ticket_id, staff_vector) @@ marks) THEN
    RETURN QUERY SELECT ticket_id FROM ticket_search
      WHERE hilo_marks(ticket_id, staff_vector) @@ marks AND staff_vector @@ whole LIMIT most;
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

-- Whether a ticket's id says another time than its creation, by more than two minutes: there the marks tell nothing. Few or none.
CREATE FUNCTION hilo_is_astray(id uuid, created_at timestamptz) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN abs(('x' || left(id::text, 8))::bit(32)::bigint - floor(extract(epoch FROM created_at) * 1000 / 65536)) > 2;
END $$;
CREATE INDEX tickets_astray_idx ON tickets (created_at) WHERE hilo_is_astray(id, created_at);

SET LOCAL maintenance_work_mem = '256MB';
-- What was written of late lies unsorted and is read by each search: no more of it than 512 kB.
CREATE INDEX ticket_search_words_idx ON ticket_search USING gin (hilo_marks(ticket_id, staff_vector), staff_vector)
  WITH (gin_pending_list_limit = 512);

-- Last, for nobody searches while it is done. `hilo_found_from` stays for apps of the version before, while they are started anew one
-- after the other.
DROP INDEX ticket_search_staff_vector_idx;
