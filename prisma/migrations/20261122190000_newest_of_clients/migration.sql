-- With the client, a list of all who are called so (`client:garcia`) is read from the index of the order alone until its page is full.
-- Writes to `tickets` wait meanwhile, two seconds for a million: whoever waits longer than one hears 503 with Retry-After.
CREATE INDEX tickets_created_at_number_id_client_id_idx ON tickets (created_at DESC, number DESC, id, client_id);
