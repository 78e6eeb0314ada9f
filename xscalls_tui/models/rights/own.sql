CREATE OR REPLACE FUNCTION xscalls_not_yours() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = format('%s %s stays whose it is', TG_TABLE_NAME, NEW.id);
END $$;

CREATE OR REPLACE TRIGGER xscalls_not_yours BEFORE UPDATE ON saved_search
FOR EACH ROW WHEN (NEW.owner_id <> OLD.owner_id AND xscalls_ruled()) EXECUTE FUNCTION xscalls_not_yours();

-- One's own; searches that are shared are read by all, and superusers may change them too.
CREATE POLICY read ON saved_search FOR SELECT TO {employee}
USING (owner_id = (SELECT xscalls_me()) OR (shared AND (SELECT xscalls_me()) IS NOT NULL));
CREATE POLICY added ON saved_search FOR INSERT TO {employee} WITH CHECK (owner_id = (SELECT xscalls_me()));
CREATE POLICY changed ON saved_search FOR UPDATE TO {employee}
USING (owner_id = (SELECT xscalls_me()) OR (shared AND (SELECT xscalls_superuser())));
CREATE POLICY read ON preference FOR SELECT TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY added ON preference FOR INSERT TO {employee} WITH CHECK (employee_id = (SELECT xscalls_me()));
CREATE POLICY changed ON preference FOR UPDATE TO {employee} USING (employee_id = (SELECT xscalls_me()));
GRANT INSERT, UPDATE, DELETE ON past_filter TO {employee};
CREATE POLICY read ON past_filter FOR SELECT TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY added ON past_filter FOR INSERT TO {employee} WITH CHECK (employee_id = (SELECT xscalls_me()));
CREATE POLICY changed ON past_filter FOR UPDATE TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY dropped ON past_filter FOR DELETE TO {employee} USING (employee_id = (SELECT xscalls_me()));
