-- Whom an event is for: the client of its ticket, none where only staff may know of it. The next migration looks up those that are there.
ALTER TABLE events ADD COLUMN client_id uuid;

CREATE FUNCTION hilo_address_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.client_id := (SELECT client_id FROM tickets WHERE id = NEW.subject_id);
  RETURN NEW;
END $$;
CREATE TRIGGER events_address BEFORE INSERT ON events FOR EACH ROW
  WHEN (NEW.subject_type = 'ticket' AND NOT NEW.is_internal AND NEW.client_id IS NULL) EXECUTE FUNCTION hilo_address_event();

CREATE FUNCTION hilo_readdress_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE events SET client_id = CASE WHEN TG_OP = 'UPDATE' THEN NEW.client_id END
    WHERE subject_id = OLD.id AND subject_type = 'ticket' AND NOT is_internal;
  RETURN NULL;
END $$;
-- Hilo does neither; whoever does it by hand leaves no event behind that would be passed by.
CREATE TRIGGER tickets_readdress_events AFTER UPDATE OF client_id ON tickets FOR EACH ROW
  WHEN (OLD.client_id <> NEW.client_id) EXECUTE FUNCTION hilo_readdress_events();
CREATE TRIGGER tickets_unaddress_events AFTER DELETE ON tickets FOR EACH ROW EXECUTE FUNCTION hilo_readdress_events();
