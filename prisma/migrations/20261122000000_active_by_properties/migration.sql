-- Category, priority and status together, of what is active: a list of the few pending, urgent requests for a feature laid the
-- places of all that is pending and of all that is urgent together, and looked at what both had. 0.2 s and 2.5 MB at a million
-- tickets; meanwhile they are read as ever, but not written (a SHARE lock).
CREATE INDEX tickets_active_by_properties_idx ON tickets (category, priority, status, created_at DESC, number DESC)
  WHERE status IN ('open', 'pending', 'in_progress');
