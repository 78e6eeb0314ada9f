-- The journal. At the end of a transaction each new version stands in it, as it is and in one's own name: where the
-- program has not said so, the server does.

CREATE OR REPLACE FUNCTION xscalls_told(whole jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN whole - ARRAY['id', 'version', 'has_followups', 'remind_at', 'changed_at', 'changed_by'];

CREATE OR REPLACE FUNCTION xscalls_journalled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  me integer := xscalls_me();
  says record;
  was jsonb;
  before jsonb;
  after jsonb := xscalls_told(to_jsonb(NEW));
  name text;
  operation integer;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    was := xscalls_told(to_jsonb(OLD));
    SELECT coalesce(jsonb_object_agg(key, was -> key), '{}'), coalesce(jsonb_object_agg(key, value), '{}')
    INTO before, after
    FROM jsonb_each(after) WHERE value <> was -> key;
  END IF;
  SELECT o.employee_id AS who, xscalls_told(c.before::jsonb) AS before, xscalls_told(c.after::jsonb) AS after
  INTO says
  FROM change c JOIN operation o ON o.id = c.operation_id
  WHERE c.row_id = NEW.id AND c.entity = TG_TABLE_NAME AND c.version_after = NEW.version;
  IF FOUND THEN
    IF says.who = me AND says.before IS NOT DISTINCT FROM before
      AND (says.after = after OR (TG_OP = 'INSERT' AND after @> coalesce(says.after, '{}')))
    THEN
      RETURN NULL;
    END IF;
    RAISE insufficient_privilege USING MESSAGE = format('the journal tells otherwise of %s %s', TG_TABLE_NAME, NEW.id);
  END IF;
  name := format('sql-%s-%s', pg_current_xact_id(), extract(epoch FROM now()));
  INSERT INTO operation (uid, at, employee_id, kind, reverted) VALUES (name, xscalls_now(), me, 'sql', false)
  ON CONFLICT (uid) DO NOTHING;
  SELECT id INTO STRICT operation FROM operation WHERE uid = name AND employee_id = me;
  INSERT INTO change (operation_id, entity, row_id, version_before, version_after, before, after)
  VALUES (operation, TG_TABLE_NAME, NEW.id, NEW.version - 1, NEW.version, before::text, after::text);
  RETURN NULL;
END $$;

-- A change in the journal is a version that the row has come to, and the only one that tells of it.
CREATE OR REPLACE FUNCTION xscalls_new_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  now integer;
BEGIN
  IF NEW.entity = 'call' THEN
    SELECT version INTO now FROM call WHERE id = NEW.row_id;
  ELSIF NEW.entity = ANY ({entities}) THEN
    EXECUTE format('SELECT version FROM %I WHERE id = $1', NEW.entity) INTO now USING NEW.row_id;
  END IF;
  IF (NEW.version_after BETWEEN 1 AND now AND NEW.version_before = NEW.version_after - 1) IS NOT TRUE
    OR EXISTS (
      SELECT FROM change
      WHERE row_id = NEW.row_id AND entity = NEW.entity AND version_after = NEW.version_after
    )
  THEN
    RAISE insufficient_privilege USING MESSAGE = 'the journal tells of what was done, once';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER xscalls_new BEFORE INSERT ON change
FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_new_change();

DO $$
DECLARE
  entity text;
BEGIN
  FOREACH entity IN ARRAY {entities} LOOP
    EXECUTE format(
      'DROP TRIGGER IF EXISTS xscalls_journalled_new ON %1$I;
      CREATE CONSTRAINT TRIGGER xscalls_journalled_new AFTER INSERT ON %1$I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_journalled();
      DROP TRIGGER IF EXISTS xscalls_journalled_changed ON %1$I;
      CREATE CONSTRAINT TRIGGER xscalls_journalled_changed AFTER UPDATE ON %1$I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.version <> OLD.version AND xscalls_ruled()) EXECUTE FUNCTION xscalls_journalled()',
      entity
    );
  END LOOP;
END $$;
