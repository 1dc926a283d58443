-- What a client may hear of was sought among everybody's events, and where the last hundreds were others', in all tickets of theirs:
-- 15 s and an error for one with 88,000. Writes each public event once more: 4.5 minutes with its index where there are six million.
-- Meanwhile events are read and written as ever, but none is told (the feed waits for transactions); while the index is made, at the
-- end, who writes waits, and after a second hears 503 with Retry-After. Choose a quiet hour.
UPDATE events e SET client_id = t.client_id FROM tickets t
  WHERE e.subject_type = 'ticket' AND NOT e.is_internal AND e.client_id IS NULL AND t.id = e.subject_id;
CREATE INDEX events_client_id_position_id_idx ON events (client_id, position, id) WHERE client_id IS NOT NULL;
-- The planner knows nothing of it before.
ANALYZE events;
