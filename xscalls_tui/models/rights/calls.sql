-- What they may do.

CREATE OR REPLACE FUNCTION xscalls_may_change(
  me integer, superuser boolean, owner integer, creator integer, owner_saved boolean
) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN superuser OR owner = me OR (creator = me AND NOT owner_saved);

CREATE OR REPLACE FUNCTION xscalls_deleted(call_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (SELECT FROM call WHERE id = call_id AND deleted_at IS NOT NULL);

CREATE OR REPLACE FUNCTION xscalls_followed(call_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (SELECT FROM call WHERE origin_id = call_id AND deleted_at IS NULL);

-- As domain/reminders.py says it.
CREATE OR REPLACE FUNCTION xscalls_remind_at(starts_at text, reminder integer) RETURNS text
LANGUAGE sql STABLE
RETURN (
  SELECT CASE WHEN due > now() THEN to_char(due AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END
  FROM (
    SELECT CASE WHEN reminder % 1440 = 0 THEN (starts_at::timestamp - make_interval(days => reminder / 1440)) AT TIME ZONE value
      ELSE starts_at::timestamp AT TIME ZONE value - make_interval(mins => reminder) END AS due
    FROM setting WHERE name = 'zone'
  ) AS told
);

-- Calls as they are written. What a program leaves to the server (the version, the stamps) is filled in.

CREATE OR REPLACE FUNCTION xscalls_new_call() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  me integer := xscalls_me();
BEGIN
  -- As the program does: first the calls, then the days. Who goes about it otherwise gets into a deadlock.
  PERFORM FROM call WHERE id = NEW.origin_id FOR NO KEY UPDATE;
  NEW.version := 1;
  NEW.has_followups := false;
  NEW.created_by := coalesce(NEW.created_by, me);
  NEW.changed_by := coalesce(NEW.changed_by, me);
  NEW.created_at := coalesce(NEW.created_at, xscalls_now());
  NEW.changed_at := coalesce(NEW.changed_at, xscalls_now());
  NEW.owner_saved := coalesce(NEW.owner_saved, NEW.employee_id = me);
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION xscalls_changed_call() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  me integer := xscalls_me();
  boss boolean := xscalls_superuser();
  plain call%ROWTYPE := NEW;
  saved boolean;
  was jsonb;
  told jsonb;
BEGIN
  IF NEW.has_followups <> OLD.has_followups THEN
    NEW.has_followups := xscalls_followed(NEW.id);
  END IF;
  plain.has_followups := OLD.has_followups;
  IF plain IS NOT DISTINCT FROM OLD THEN
    RETURN NEW;  -- follows from other calls: that is no change
  END IF;
  plain.origin_id := OLD.origin_id;
  IF boss AND OLD.xmin = pg_current_xact_id()::xid AND plain IS NOT DISTINCT FROM OLD AND OLD.origin_id IS NULL
    AND EXISTS (SELECT FROM change WHERE row_id = NEW.id AND entity = 'call' AND version_after = 1 AND after IS NULL)
  THEN
    RETURN NEW;  -- an import links what it has just loaded; the journal tells neither
  END IF;
  IF me IS NULL OR (NEW.id, NEW.created_by, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.created_by, OLD.created_at)
  THEN
    RAISE insufficient_privilege USING MESSAGE = 'what a call is known by never changes';
  END IF;
  IF (NEW.origin_id, NEW.deleted_at) IS DISTINCT FROM (OLD.origin_id, OLD.deleted_at) THEN
    PERFORM FROM call WHERE id IN (OLD.origin_id, NEW.origin_id) ORDER BY id FOR NO KEY UPDATE;
  END IF;
  saved := NEW.employee_id = me OR (OLD.owner_saved AND NEW.employee_id = OLD.employee_id);
  IF NEW.version = OLD.version THEN  -- not by our program
    NEW.version := OLD.version + 1;
    NEW.changed_at := xscalls_now();
    NEW.changed_by := me;
    NEW.owner_saved := saved;
    NEW.remind_at :=
      CASE WHEN NEW.status = 1 AND NEW.deleted_at IS NULL THEN xscalls_remind_at(NEW.starts_at, NEW.reminder) END;
  END IF;
  IF NEW.version <> OLD.version + 1 OR NEW.changed_by NOT IN (OLD.changed_by, me) THEN
    RAISE insufficient_privilege USING MESSAGE = 'a change is one version, in one''s own name';
  END IF;
  IF xscalls_may_change(me, boss, OLD.employee_id, OLD.created_by, OLD.owner_saved)
    AND (
      NEW.owner_saved = saved
      OR (NOT NEW.owner_saved AND OLD.employee_id = me AND NEW.employee_id = me)  -- hands it back
      OR (NEW.owner_saved = OLD.owner_saved AND NEW.employee_id = OLD.employee_id)
    )
  THEN
    RETURN NEW;
  END IF;
  was := xscalls_told(to_jsonb(OLD));
  SELECT jsonb_object_agg(key, value) INTO told
  FROM jsonb_each(xscalls_told(to_jsonb(NEW))) WHERE value <> was -> key;
  IF told = '{"origin_id": null}' AND xscalls_deleted(OLD.origin_id) THEN
    RETURN NEW;  -- the call that it followed up is deleted
  END IF;
  IF (
    SELECT bool_and(EXISTS (SELECT FROM xscalls_own_steps('call', NEW.id) AS step WHERE step -> key = value))
    FROM jsonb_each(told)
  ) THEN
    RETURN NEW;  -- one takes back what one did oneself
  END IF;
  RAISE insufficient_privilege USING MESSAGE = format('call %s may not be changed by you', NEW.id);
END $$;

CREATE OR REPLACE TRIGGER xscalls_new BEFORE INSERT ON call
FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_new_call();
CREATE OR REPLACE TRIGGER xscalls_changed BEFORE UPDATE ON call
FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_changed_call();
CREATE OR REPLACE TRIGGER xscalls_readable BEFORE INSERT OR UPDATE ON call  -- after the two above, by its name
FOR EACH ROW WHEN (
  xscalls_ruled() AND (
    xscalls_time(NEW.starts_at) AND xscalls_time(NEW.ends_at) AND NEW.ends_at >= NEW.starts_at
    AND left(NEW.ends_at, 10) = left(NEW.starts_at, 10)
    AND NEW.direction BETWEEN 1 AND 2 AND NEW.status BETWEEN 1 AND 4
    AND xscalls_stamp(NEW.created_at) AND xscalls_stamp(NEW.changed_at)
    AND (NEW.deleted_at IS NULL OR xscalls_stamp(NEW.deleted_at))
    AND (NEW.remind_at IS NULL OR xscalls_stamp(NEW.remind_at))
  ) IS NOT TRUE
) EXECUTE FUNCTION xscalls_unreadable();

GRANT INSERT, UPDATE ON call TO {employee};
CREATE POLICY added ON call FOR INSERT TO {employee} WITH CHECK (
  (SELECT xscalls_superuser())
  OR (
    created_by = (SELECT xscalls_me()) AND changed_by = (SELECT xscalls_me())
    AND owner_saved = (employee_id = (SELECT xscalls_me())) AND deleted_at IS NULL
  )
);
CREATE POLICY changed ON call FOR UPDATE TO {employee} USING (
  xscalls_may_change(
    (SELECT xscalls_me()), (SELECT xscalls_superuser()), employee_id, created_by, owner_saved
  )
  -- Something of it may yet be changed: xscalls_changed_call knows what.
  OR xscalls_deleted(origin_id) OR EXISTS (SELECT FROM xscalls_own_steps('call', id))
) WITH CHECK ((SELECT xscalls_me()) IS NOT NULL);
