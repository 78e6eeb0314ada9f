-- What is an employee's own: saved searches, preferences, filters typed before, drafts, what became of reminders,
-- the calls that they have open, and what they ask others for.

CREATE OR REPLACE FUNCTION xscalls_changed_own() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.version = OLD.version AND NEW IS DISTINCT FROM OLD THEN
    NEW.version := OLD.version + 1;
  END IF;
  IF NEW.id <> OLD.id OR NEW.version NOT BETWEEN OLD.version AND OLD.version + 1 THEN
    RAISE insufficient_privilege USING MESSAGE = 'a change is one version';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION xscalls_not_yours() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = format('%s %s stays whose it is', TG_TABLE_NAME, NEW.id);
END $$;

CREATE OR REPLACE TRIGGER xscalls_changed BEFORE UPDATE ON saved_search
FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_changed_own();
CREATE OR REPLACE TRIGGER xscalls_changed BEFORE UPDATE ON preference
FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_changed_own();
CREATE OR REPLACE TRIGGER xscalls_not_yours BEFORE UPDATE ON saved_search
FOR EACH ROW WHEN (NEW.owner_id <> OLD.owner_id AND xscalls_ruled()) EXECUTE FUNCTION xscalls_not_yours();

GRANT SELECT, INSERT, UPDATE ON saved_search, preference TO {employee};
-- Searches that are shared are read by all, and superusers may change them too.
CREATE POLICY read ON saved_search FOR SELECT TO {employee}
USING (owner_id = (SELECT xscalls_me()) OR (shared AND (SELECT xscalls_me()) IS NOT NULL));
CREATE POLICY added ON saved_search FOR INSERT TO {employee} WITH CHECK (owner_id = (SELECT xscalls_me()));
CREATE POLICY changed ON saved_search FOR UPDATE TO {employee}
USING (owner_id = (SELECT xscalls_me()) OR (shared AND (SELECT xscalls_superuser())));
CREATE POLICY read ON preference FOR SELECT TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY added ON preference FOR INSERT TO {employee} WITH CHECK (employee_id = (SELECT xscalls_me()));
CREATE POLICY changed ON preference FOR UPDATE TO {employee} USING (employee_id = (SELECT xscalls_me()));
GRANT SELECT, INSERT, UPDATE, DELETE ON past_filter TO {employee};
CREATE POLICY read ON past_filter FOR SELECT TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY added ON past_filter FOR INSERT TO {employee} WITH CHECK (employee_id = (SELECT xscalls_me()));
CREATE POLICY changed ON past_filter FOR UPDATE TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY dropped ON past_filter FOR DELETE TO {employee} USING (employee_id = (SELECT xscalls_me()));
GRANT SELECT, INSERT, UPDATE, DELETE ON draft TO {employee};
CREATE POLICY read ON draft FOR SELECT TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY added ON draft FOR INSERT TO {employee} WITH CHECK (employee_id = (SELECT xscalls_me()));
CREATE POLICY changed ON draft FOR UPDATE TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY dropped ON draft FOR DELETE TO {employee} USING (employee_id = (SELECT xscalls_me()));
-- Everybody sees who has what open.
GRANT SELECT, INSERT, UPDATE, DELETE ON presence TO {employee};
CREATE POLICY read ON presence FOR SELECT TO {employee} USING ((SELECT xscalls_me()) IS NOT NULL);
CREATE POLICY added ON presence FOR INSERT TO {employee} WITH CHECK (employee_id = (SELECT xscalls_me()));
CREATE POLICY changed ON presence FOR UPDATE TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY dropped ON presence FOR DELETE TO {employee} USING (employee_id = (SELECT xscalls_me()));
-- Who planned a call asks its owner, who may say no.
GRANT SELECT, INSERT, UPDATE, DELETE ON claim TO {employee};
CREATE POLICY read ON claim FOR SELECT TO {employee} USING (
  employee_id = (SELECT xscalls_me())
  OR EXISTS (SELECT FROM call WHERE call.id = call_id AND call.employee_id = (SELECT xscalls_me()))
);
CREATE POLICY added ON claim FOR INSERT TO {employee} WITH CHECK (
  employee_id = (SELECT xscalls_me())
  AND EXISTS (SELECT FROM call WHERE call.id = call_id AND call.created_by = (SELECT xscalls_me()) AND call.owner_saved)
);
CREATE POLICY asked ON claim FOR UPDATE TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY refused ON claim FOR UPDATE TO {employee} USING (
  EXISTS (SELECT FROM call WHERE call.id = call_id AND call.employee_id = (SELECT xscalls_me()))
);
CREATE POLICY dropped ON claim FOR DELETE TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE OR REPLACE TRIGGER xscalls_not_yours BEFORE UPDATE ON claim
FOR EACH ROW WHEN ((NEW.employee_id, NEW.call_id) <> (OLD.employee_id, OLD.call_id) AND xscalls_ruled())
EXECUTE FUNCTION xscalls_not_yours();
-- Reminders of others are a superuser's too: one job may send everybody's.
GRANT SELECT, INSERT, UPDATE ON reminded TO {employee};
CREATE POLICY read ON reminded FOR SELECT TO {employee}
USING (employee_id = (SELECT xscalls_me()) OR (SELECT xscalls_superuser()));
CREATE POLICY added ON reminded FOR INSERT TO {employee}
WITH CHECK (employee_id = (SELECT xscalls_me()) OR (SELECT xscalls_superuser()));
CREATE POLICY changed ON reminded FOR UPDATE TO {employee}
USING (employee_id = (SELECT xscalls_me()) OR (SELECT xscalls_superuser()));
DROP FUNCTION IF EXISTS xscalls_changed_register();  -- as this was once called
