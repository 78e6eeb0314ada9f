-- What follows from the calls, at the end of a transaction: whether a call is followed up, links to deleted calls, the
-- calls of each day and the bounds of their ids and dates.

CREATE OR REPLACE FUNCTION xscalls_linked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  touched integer[] := ARRAY[NEW.id, NEW.origin_id];
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE insufficient_privilege USING MESSAGE = 'follow-ups are looked at as they are now: read committed, please';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    touched := touched || OLD.origin_id;
  END IF;
  PERFORM FROM call WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
  UPDATE call SET origin_id = NULL WHERE id = NEW.id AND deleted_at IS NULL AND xscalls_deleted(origin_id);
  UPDATE call SET origin_id = NULL WHERE origin_id = NEW.id AND deleted_at IS NULL AND xscalls_deleted(NEW.id);
  UPDATE call SET has_followups = NOT has_followups
  WHERE id = ANY (touched) AND has_followups <> xscalls_followed(id);
  RETURN NULL;
END $$;

-- A day whose calls a transaction has changed is noted, once however many they are, and counted at its end.
CREATE UNLOGGED TABLE IF NOT EXISTS xscalls_day (transaction xid8, day text, PRIMARY KEY (transaction, day));

CREATE OR REPLACE FUNCTION xscalls_touched_day() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO xscalls_day VALUES (pg_current_xact_id(), left(OLD.starts_at, 10)) ON CONFLICT DO NOTHING;
  END IF;
  INSERT INTO xscalls_day VALUES (pg_current_xact_id(), left(NEW.starts_at, 10)) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION xscalls_count_day() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
  DELETE FROM xscalls_day WHERE transaction = NEW.transaction AND day = NEW.day;
  -- The count begins when nobody else can be counting this day.
  INSERT INTO day_count (day, calls) VALUES (NEW.day, 0) ON CONFLICT (day) DO UPDATE SET calls = day_count.calls;
  UPDATE day_count SET (calls, least_id, most_id, first_created, last_created) = (
    SELECT count(*), coalesce(min(id), 2147483647), coalesce(max(id), 0),
      coalesce(min(left(created_at, 10)), '9999-12-31'), coalesce(max(left(created_at, 10)), '')
    FROM call
    WHERE deleted_at IS NULL AND starts_at >= NEW.day AND starts_at < NEW.day || 'U'  -- after the T of a time
  ) WHERE day = NEW.day;
  RETURN NULL;
END $$;

-- The program counts as well, and holds the days in their order by it; what it says is passed over.
CREATE OR REPLACE FUNCTION xscalls_counted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RETURN OLD;
  END IF;
  NEW.calls := 0;
  NEW.least_id := 2147483647;
  NEW.most_id := 0;
  NEW.first_created := '9999-12-31';
  NEW.last_created := '';
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER xscalls_counted BEFORE INSERT OR UPDATE ON day_count
FOR EACH ROW WHEN (xscalls_ruled() AND current_user <> {owner_name}) EXECUTE FUNCTION xscalls_counted();

CREATE OR REPLACE TRIGGER xscalls_touched_day_new AFTER INSERT ON call
FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_touched_day();
CREATE OR REPLACE TRIGGER xscalls_touched_day_changed AFTER UPDATE ON call
FOR EACH ROW WHEN (
  (NEW.starts_at, NEW.deleted_at IS NULL) IS DISTINCT FROM (OLD.starts_at, OLD.deleted_at IS NULL) AND xscalls_ruled()
) EXECUTE FUNCTION xscalls_touched_day();

DROP TRIGGER IF EXISTS xscalls_linked_new ON call;
CREATE CONSTRAINT TRIGGER xscalls_linked_new AFTER INSERT ON call DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.origin_id IS NOT NULL AND xscalls_ruled()) EXECUTE FUNCTION xscalls_linked();
DROP TRIGGER IF EXISTS xscalls_linked_changed ON call;
CREATE CONSTRAINT TRIGGER xscalls_linked_changed AFTER UPDATE ON call DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (
  (NEW.origin_id, NEW.deleted_at) IS DISTINCT FROM (OLD.origin_id, OLD.deleted_at)
  AND (NEW.origin_id IS NOT NULL OR OLD.origin_id IS NOT NULL OR NEW.has_followups) AND xscalls_ruled()
) EXECUTE FUNCTION xscalls_linked();
DROP TRIGGER IF EXISTS xscalls_count_day ON xscalls_day;
CREATE CONSTRAINT TRIGGER xscalls_count_day AFTER INSERT ON xscalls_day DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION xscalls_count_day();
