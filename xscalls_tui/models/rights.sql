-- The rules of domain/permissions.py, kept by the server whoever asks and with what program (R63-R67, R155-R157).
--
-- `xscalls admin pg-init` runs this as the owner of the tables, in one transaction, any number of times. {schema} and
-- {owner}, {employee} (roles) are filled in, quoted; {owner_name} as a text. Whoever is a member of
-- {owner} may do everything and is not looked at; everybody else is the employee whose initials their login role has.
-- Tables come here without rights and without policies: what is not granted below, nobody may.

-- Functions in SQL mean the tables that they were made with; those in PL/pgSQL look them up, so they say where.

-- Who asks. Always session_user: neither SET ROLE nor a setting changes it.

CREATE OR REPLACE FUNCTION xscalls_ruled() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN NOT pg_has_role(session_user, {owner_name}, 'MEMBER');

CREATE OR REPLACE FUNCTION xscalls_initials() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN upper(session_user::text COLLATE "default") COLLATE "C";

CREATE OR REPLACE FUNCTION xscalls_me() RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
RETURN (SELECT id FROM employee WHERE initials = (SELECT xscalls_initials()) AND active AND deleted_at IS NULL);

CREATE OR REPLACE FUNCTION xscalls_superuser() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
RETURN EXISTS (
  SELECT FROM employee WHERE initials = (SELECT xscalls_initials()) AND active AND deleted_at IS NULL AND superuser
);

-- What they may do.

CREATE OR REPLACE FUNCTION xscalls_may_change(
  me integer, superuser boolean, owner integer, creator integer, owner_saved boolean
) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN superuser OR owner = me OR (creator = me AND NOT owner_saved);

-- What one did to a call oneself, as it stood before: that may be taken back while no colleague's change since holds
-- (services/undo.py says the same), also after the call was given away.
CREATE OR REPLACE FUNCTION xscalls_own_steps(call_id integer) RETURNS SETOF jsonb
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT mine.before::jsonb
  FROM change mine JOIN operation own ON own.id = mine.operation_id
  WHERE mine.row_id = call_id AND mine.entity = 'call' AND mine.before IS NOT NULL AND own.employee_id = (SELECT xscalls_me())
    AND NOT EXISTS (
      SELECT FROM change later JOIN operation theirs ON theirs.id = later.operation_id
      WHERE later.row_id = mine.row_id AND later.entity = mine.entity AND later.version_before >= mine.version_after
        AND theirs.employee_id <> own.employee_id AND theirs.kind <> 'undo'
        AND NOT EXISTS (
          SELECT FROM change undoing
          JOIN operation undone ON undone.id = undoing.operation_id
          JOIN operation joined ON joined.id = undone.reverts_id
          WHERE undoing.row_id = later.row_id AND undoing.entity = later.entity
            AND (joined.id = later.operation_id OR joined.part_of_id = later.operation_id)
        )
    );
END;

CREATE OR REPLACE FUNCTION xscalls_deleted(call_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (SELECT FROM call WHERE id = call_id AND deleted_at IS NOT NULL);

CREATE OR REPLACE FUNCTION xscalls_followed(call_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (SELECT FROM call WHERE origin_id = call_id AND deleted_at IS NULL);

CREATE OR REPLACE FUNCTION xscalls_own_operation(operation_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN (SELECT employee_id = (SELECT xscalls_me()) FROM operation WHERE id = operation_id);

CREATE OR REPLACE FUNCTION xscalls_empty_operation(operation integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN NOT EXISTS (SELECT FROM change WHERE operation_id = operation);

-- Calls as they are written. What a program leaves to the server (the version, the stamps) is filled in.

CREATE OR REPLACE FUNCTION xscalls_now() RETURNS text
LANGUAGE sql STABLE
RETURN to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');

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
  END IF;
  IF NEW.version <> OLD.version + 1 OR NEW.changed_by NOT IN (OLD.changed_by, me) THEN
    RAISE insufficient_privilege USING MESSAGE = 'a change is one version, in one''s own name';
  END IF;
  IF xscalls_may_change(me, boss, OLD.employee_id, OLD.created_by, OLD.owner_saved)
    AND (
      NEW.owner_saved = saved
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
    SELECT bool_and(EXISTS (SELECT FROM xscalls_own_steps(NEW.id) AS step WHERE step -> key = value))
    FROM jsonb_each(told)
  ) THEN
    RETURN NEW;  -- one takes back what one did oneself
  END IF;
  RAISE insufficient_privilege USING MESSAGE = format('call %s may not be changed by you', NEW.id);
END $$;

-- What the program could not read again is not stored: it would stand in everybody's list.
CREATE OR REPLACE FUNCTION xscalls_time(value text) RETURNS boolean
LANGUAGE sql STABLE
RETURN value = to_char(value::timestamp, 'YYYY-MM-DD"T"HH24:MI');

CREATE OR REPLACE FUNCTION xscalls_stamp(value text) RETURNS boolean
LANGUAGE sql STABLE
RETURN value = to_char(value::timestamp, 'YYYY-MM-DD"T"HH24:MI:SS"Z"');

CREATE OR REPLACE FUNCTION xscalls_unreadable() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE check_violation USING MESSAGE = format('%s %s cannot be read like that', TG_TABLE_NAME, NEW.id);
END $$;

CREATE OR REPLACE FUNCTION xscalls_changed_register() RETURNS trigger
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

-- The journal. At the end of a transaction each new version stands in it, as it is and in one's own name: where the
-- program has not said so, the server does.

CREATE OR REPLACE FUNCTION xscalls_told(whole jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN whole - ARRAY['id', 'version', 'has_followups', 'changed_at', 'changed_by'];

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
  ELSIF NEW.entity IN ('employee', 'company', 'contact', 'project', 'saved_search', 'preference') THEN
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

-- What is searched of a row. The program writes it (models/searched.py), of rows whose searched columns the
-- transaction has changed; what it leaves, because it was not the program, is written at the end of the transaction.
CREATE UNLOGGED TABLE IF NOT EXISTS xscalls_retold (
  transaction xid8, entity text, row_id integer, PRIMARY KEY (transaction, entity, row_id)
);

-- As domain/text.py has it; of letters that are not Norwegian, nearly.
CREATE OR REPLACE FUNCTION xscalls_searchable(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT btrim(regexp_replace(regexp_replace(folded, 'a{2,}', 'a', 'g'), '\s+', ' ', 'g'))
  FROM (
    SELECT replace(replace(replace(replace(translate(plain, 'øđłð', 'odld'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ß', 'ss')
    FROM (
      SELECT translate(
        lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g') COLLATE "default"),
        'ÆØĐŁÐŒÞ', 'æøđłðœþ'
      )
    ) AS small (plain)
  ) AS simple (folded)
);

CREATE OR REPLACE FUNCTION xscalls_text(VARIADIC parts text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(nullif(xscalls_searchable(array_to_string(parts, ' ')), '') || repeat(chr(31), 2), '');

CREATE OR REPLACE FUNCTION xscalls_number(typed text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT coalesce(
    nullif(xscalls_searchable(typed), '') || chr(31)
    || CASE WHEN typed !~ '^\s*(\+|00)' AND digits ~ '^[2-9][0-9]{7}$' THEN '47' ELSE '' END
    || CASE WHEN typed ~ '^\s*00' THEN substr(digits, 3) ELSE digits END
    || repeat(chr(31), 2),
    ''
  )
  FROM (SELECT regexp_replace(typed, '\D', '', 'g')) AS bare (digits)
);

CREATE OR REPLACE FUNCTION xscalls_retold(entity text, row_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN EXISTS (
  SELECT FROM xscalls_retold AS noted
  WHERE noted.transaction = pg_current_xact_id() AND noted.entity = xscalls_retold.entity
    AND noted.row_id = xscalls_retold.row_id
);

CREATE OR REPLACE FUNCTION xscalls_touched_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
  INSERT INTO xscalls_retold VALUES (pg_current_xact_id(), TG_TABLE_NAME, NEW.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION xscalls_write_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  said boolean;
BEGIN
  DELETE FROM xscalls_retold
  WHERE transaction = NEW.transaction AND entity = NEW.entity AND row_id = NEW.row_id;
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1 AND xmin = pg_current_xact_id()::xid)', NEW.entity || '_text')
  INTO said USING NEW.row_id;
  IF said THEN
    RETURN NULL;
  END IF;
  EXECUTE format(
    'INSERT INTO %1$I (id, title, names, body, numbers) SELECT id, %3$s FROM %2$I WHERE id = $1
    ON CONFLICT (id) DO UPDATE
    SET (title, names, body, numbers) = (EXCLUDED.title, EXCLUDED.names, EXCLUDED.body, EXCLUDED.numbers)',
    NEW.entity || '_text',
    NEW.entity,
    CASE NEW.entity
      WHEN 'call' THEN 'xscalls_text(subject), xscalls_text(partner), xscalls_text(note), xscalls_number(phone)'
      WHEN 'company' THEN 'xscalls_text(name), '''', xscalls_text(city, org_no), xscalls_number(phone)'
      WHEN 'contact' THEN 'xscalls_text(name), '''', xscalls_text(email), xscalls_number(mobile) || xscalls_number(direct)'
      WHEN 'project' THEN 'xscalls_text(number, name), '''', '''', '''''
    END
  ) USING NEW.row_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION xscalls_not_yours() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = format('%s %s stays whose it is', TG_TABLE_NAME, NEW.id);
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
  ) IS NOT TRUE
) EXECUTE FUNCTION xscalls_unreadable();
CREATE OR REPLACE TRIGGER xscalls_new BEFORE INSERT ON change
FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_new_change();
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

DROP TRIGGER IF EXISTS xscalls_write_text ON xscalls_retold;
CREATE CONSTRAINT TRIGGER xscalls_write_text AFTER INSERT ON xscalls_retold DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION xscalls_write_text();
CREATE OR REPLACE TRIGGER xscalls_not_yours BEFORE UPDATE ON saved_search
FOR EACH ROW WHEN (NEW.owner_id <> OLD.owner_id AND xscalls_ruled()) EXECUTE FUNCTION xscalls_not_yours();

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
  OR xscalls_deleted(origin_id) OR EXISTS (SELECT FROM xscalls_own_steps(id))
) WITH CHECK ((SELECT xscalls_me()) IS NOT NULL);

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
