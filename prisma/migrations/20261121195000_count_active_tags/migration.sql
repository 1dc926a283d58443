-- What of the active tickets has a tag: lists and counts of saved views such as `tag:billing is:active` read the places of all
-- tickets that ever had it, and of all active ones, to lay them together. Holds active tickets alone: about a second at a million
-- tickets, in which tickets are read as ever, but not written (a SHARE lock).
CREATE INDEX tickets_active_plain_tags_idx ON tickets USING gin (hilo_plain_all(tags))
  WHERE status IN ('open', 'pending', 'in_progress');
