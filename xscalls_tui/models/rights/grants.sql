DO $$
DECLARE
  entity text;
  searched text;
BEGIN
  FOREACH entity IN ARRAY ARRAY['call', 'employee', 'company', 'contact', 'project', 'saved_search', 'preference'] LOOP
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
  FOREACH entity IN ARRAY ARRAY['employee', 'company', 'contact', 'project', 'saved_search', 'preference'] LOOP
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER xscalls_changed BEFORE UPDATE ON %1$I
      FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_changed_register();
      GRANT INSERT, UPDATE ON %1$I TO {employee}',
      entity
    );
  END LOOP;
  FOR entity, searched IN VALUES
    ('call', 'subject, partner, note, phone'), ('company', 'name, city, org_no, phone'),
    ('contact', 'name, email, mobile, direct'), ('project', 'number, name')
  LOOP
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER xscalls_touched_text_new AFTER INSERT ON %1$I
      FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_touched_text();
      CREATE OR REPLACE TRIGGER xscalls_touched_text_changed AFTER UPDATE OF %2$s ON %1$I
      FOR EACH ROW WHEN ((%3$s) IS DISTINCT FROM (%4$s) AND xscalls_ruled()) EXECUTE FUNCTION xscalls_touched_text();
      GRANT INSERT, UPDATE ON %1$s_text TO {employee};
      CREATE POLICY added ON %1$s_text FOR INSERT TO {employee} WITH CHECK (xscalls_retold(%1$L, id));
      CREATE POLICY changed ON %1$s_text FOR UPDATE TO {employee} USING (xscalls_retold(%1$L, id));
      -- What it is found by, without the table''s own policies: see models/postgres.py.
      CREATE OR REPLACE VIEW xscalls_%1$s_text AS SELECT id, title, names, body, numbers FROM %1$s_text
      WHERE (SELECT NOT xscalls_ruled() OR xscalls_me() IS NOT NULL);
      REVOKE ALL ON xscalls_%1$s_text FROM PUBLIC, {employee};
      GRANT SELECT ON xscalls_%1$s_text TO {employee}',
      entity, searched,
      regexp_replace(searched, '\w+', 'NEW.\&', 'g'), regexp_replace(searched, '\w+', 'OLD.\&', 'g')
    );
  END LOOP;
  -- Registers: read by all, written by superusers.
  FOREACH entity IN ARRAY ARRAY['employee', 'company', 'contact', 'project'] LOOP
    EXECUTE format(
      'CREATE POLICY added ON %1$I FOR INSERT TO {employee} WITH CHECK ((SELECT xscalls_superuser()));
      CREATE POLICY changed ON %1$I FOR UPDATE TO {employee} USING ((SELECT xscalls_superuser()))',
      entity
    );
  END LOOP;
  -- All of it is read by everybody at work.
  FOREACH entity IN ARRAY ARRAY[
    'call', 'company', 'contact', 'project', 'operation', 'day_count', 'import_key',
    'call_text', 'company_text', 'contact_text', 'project_text'
  ] LOOP
    EXECUTE format(
      'CREATE POLICY read ON %I FOR SELECT TO {employee} USING ((SELECT xscalls_me()) IS NOT NULL)', entity
    );
  END LOOP;
END $$;

GRANT SELECT ON
  call, company, contact, project, operation, change, day_count, import_key, employee, setting, schema_migration,
  saved_search, preference, past_filter, call_text, company_text, contact_text, project_text, xscalls_day,
  xscalls_retold
TO {employee};
-- Who is no longer at work is told so: that much they may read.
CREATE POLICY read ON employee FOR SELECT TO {employee}
USING ((SELECT xscalls_me()) IS NOT NULL OR initials = (SELECT xscalls_initials()));
CREATE POLICY read ON setting FOR SELECT TO {employee} USING (true);
-- The journal of what is one's own is too.
CREATE POLICY read ON change FOR SELECT TO {employee} USING (
  (SELECT xscalls_me()) IS NOT NULL
  AND (entity NOT IN ('saved_search', 'preference') OR xscalls_own_operation(operation_id))
);
CREATE POLICY read ON schema_migration FOR SELECT TO {employee} USING (true);

GRANT INSERT, DELETE, UPDATE (reverted) ON operation TO {employee};
CREATE POLICY added ON operation FOR INSERT TO {employee} WITH CHECK (
  employee_id = (SELECT xscalls_me())
  AND (part_of_id IS NULL OR xscalls_own_operation(part_of_id))
  AND (reverts_id IS NULL OR xscalls_own_operation(reverts_id))
);
CREATE POLICY changed ON operation FOR UPDATE TO {employee} USING (employee_id = (SELECT xscalls_me()));
CREATE POLICY dropped ON operation FOR DELETE TO {employee}
USING (employee_id = (SELECT xscalls_me()) AND xscalls_empty_operation(id));
GRANT INSERT ON change TO {employee};
CREATE POLICY added ON change FOR INSERT TO {employee} WITH CHECK (xscalls_own_operation(operation_id));

GRANT INSERT, UPDATE ON day_count TO {employee};
CREATE POLICY added ON day_count FOR INSERT TO {employee} WITH CHECK ((SELECT xscalls_me()) IS NOT NULL);
CREATE POLICY changed ON day_count FOR UPDATE TO {employee} USING ((SELECT xscalls_me()) IS NOT NULL);

GRANT INSERT, UPDATE ON import_key TO {employee};
CREATE POLICY added ON import_key FOR INSERT TO {employee} WITH CHECK ((SELECT xscalls_superuser()));
CREATE POLICY changed ON import_key FOR UPDATE TO {employee} USING ((SELECT xscalls_superuser()));

-- The functions too are for those at work alone.
DO $$
DECLARE
  function regprocedure;
BEGIN
  FOR function IN
    SELECT oid FROM pg_proc WHERE pronamespace = '{schema}'::regnamespace AND proname LIKE 'xscalls\_%'
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC; GRANT EXECUTE ON FUNCTION %s TO {employee}', function, function);
  END LOOP;
END $$;
