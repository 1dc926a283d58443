-- What is looked for in people's names and addresses, kept beside them: each look at one made it anew (3 µs), and a search by part of a
-- client's name looks at over a thousand, the palette at each letter. Writes `users` anew: some seconds for a hundred thousand people.
ALTER TABLE users ADD COLUMN plain_name_email text GENERATED ALWAYS AS (hilo_plain(name || ' ' || email)) STORED;
DROP INDEX users_plain_name_email_idx;
CREATE INDEX users_plain_name_email_idx ON users USING gin (plain_name_email gin_trgm_ops);
