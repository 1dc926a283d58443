-- What is looked for in people's names and addresses, kept beside them: each look at one made it anew (3 µs), and a search by part of a
-- client's name looks at over a thousand, the palette at each letter. Writes `users` anew under an ACCESS EXCLUSIVE lock, a second and a half for
-- 50,000 people: whoever asks meanwhile waits, and after a second hears 503 with Retry-After. An app of the version before looks through
-- all people for a name until it is replaced.
DROP INDEX users_plain_name_email_idx;
ALTER TABLE users ADD COLUMN plain_name_email text NOT NULL GENERATED ALWAYS AS (hilo_plain(name || ' ' || email)) STORED;
CREATE INDEX users_plain_name_email_idx ON users USING gin (plain_name_email gin_trgm_ops);
-- The planner knows nothing of it before.
ANALYZE users;
