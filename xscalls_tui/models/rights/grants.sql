-- What everybody at work may read, and what they may write besides calls and records.

DO $$
DECLARE
  readable text;
BEGIN
  FOREACH readable IN ARRAY {read} LOOP
    EXECUTE format(
      'GRANT SELECT ON %1$I TO {employee};
      CREATE POLICY read ON %1$I FOR SELECT TO {employee} USING ((SELECT xscalls_me()) IS NOT NULL)',
      readable
    );
  END LOOP;
END $$;

GRANT SELECT ON employee, setting, schema_migration, change, xscalls_day, xscalls_retold TO {employee};
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
