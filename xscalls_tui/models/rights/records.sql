-- Records of registers, as they are written. What is declared of a register (domain/record_types) its triggers are told:
-- its rule; the column of whose its records are; the table that they are a part of, and the column that says of which;
-- the columns that stay as they were made.

CREATE OR REPLACE FUNCTION xscalls_date(value text) RETURNS boolean
LANGUAGE sql STABLE
RETURN value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND value = to_char(value::date, 'YYYY-MM-DD');

-- On the organisation's wall clock.
CREATE OR REPLACE FUNCTION xscalls_today() RETURNS text
LANGUAGE sql STABLE
RETURN to_char(
  now() AT TIME ZONE coalesce((SELECT nullif(value, '') FROM setting WHERE name = 'zone'), 'Europe/Oslo'), 'YYYY-MM-DD'
);

-- Whether a record is deleted by this very transaction: what is a part of it goes with it, whosever it is.
CREATE OR REPLACE FUNCTION xscalls_going(entity text, row_id integer) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = {schema}, pg_temp AS $$
DECLARE
  going boolean := false;
BEGIN
  IF entity <> '' THEN
    EXECUTE format('SELECT deleted_at IS NOT NULL AND xmin = pg_current_xact_id()::xid FROM %I WHERE id = $1', entity)
    INTO going USING row_id;
  END IF;
  RETURN coalesce(going, false);
END $$;

CREATE OR REPLACE FUNCTION xscalls_new_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  me integer := xscalls_me();
BEGIN
  NEW.version := 1;
  NEW.created_by := coalesce(NEW.created_by, me);
  NEW.changed_by := coalesce(NEW.changed_by, me);
  NEW.created_at := coalesce(NEW.created_at, xscalls_now());
  NEW.changed_at := coalesce(NEW.changed_at, xscalls_now());
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION xscalls_changed_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  me integer := xscalls_me();
  was jsonb := to_jsonb(OLD);
  owner integer := was ->> TG_ARGV[1];
  heir integer := to_jsonb(NEW) ->> TG_ARGV[1];
  boss boolean := xscalls_superuser();
  -- An import brings back what was taken back as its file tells of it; and that may be taken back.
  told_anew boolean := boss AND (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL);
  told jsonb;
BEGIN
  IF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NEW;
  END IF;
  IF me IS NULL OR NEW.id <> OLD.id
    OR (NOT told_anew AND (NEW.created_by, NEW.created_at) IS DISTINCT FROM (OLD.created_by, OLD.created_at))
  THEN
    RAISE insufficient_privilege USING MESSAGE = format('what %s %s is known by never changes', TG_TABLE_NAME, NEW.id);
  END IF;
  FOR place IN 4 .. TG_NARGS - 1 LOOP
    IF NOT told_anew AND to_jsonb(NEW) -> TG_ARGV[place] <> was -> TG_ARGV[place] THEN
      RAISE insufficient_privilege USING MESSAGE = format('%s stays as it was made', TG_ARGV[place]);
    END IF;
  END LOOP;
  IF NEW.version = OLD.version THEN  -- not by our program
    NEW.version := OLD.version + 1;
    NEW.changed_at := xscalls_now();
    NEW.changed_by := me;
  END IF;
  IF NEW.version <> OLD.version + 1
    OR (NOT told_anew AND NEW.changed_by IS DISTINCT FROM OLD.changed_by AND NEW.changed_by IS DISTINCT FROM me)
  THEN
    RAISE insufficient_privilege USING MESSAGE = 'a change is one version, in one''s own name';
  END IF;
  IF boss OR TG_ARGV[0] = 'shared'
    OR (TG_ARGV[0] = 'own' AND owner = me AND heir = me)
    OR (
      TG_ARGV[0] = 'kept'
      AND (NEW.deleted_at IS NOT DISTINCT FROM OLD.deleted_at OR me IN (owner, OLD.created_by))
    )
  THEN
    RETURN NEW;
  END IF;
  was := xscalls_told(was);
  SELECT jsonb_object_agg(key, value) INTO told
  FROM jsonb_each(xscalls_told(to_jsonb(NEW))) WHERE value <> was -> key;
  IF told - 'deleted_at' = '{}' AND OLD.deleted_at IS NULL
    AND xscalls_going(TG_ARGV[2], (to_jsonb(OLD) ->> TG_ARGV[3])::integer)
  THEN
    RETURN NEW;  -- what it is a part of is deleted
  END IF;
  IF (
    SELECT bool_and(EXISTS (SELECT FROM xscalls_own_steps(TG_TABLE_NAME, NEW.id) AS step WHERE step -> key = value))
    FROM jsonb_each(told)
  ) THEN
    RETURN NEW;  -- one takes back what one did oneself
  END IF;
  RAISE insufficient_privilege USING MESSAGE = format('%s %s may not be changed by you', TG_TABLE_NAME, NEW.id);
END $$;

-- Told, besides what it is a part of, of the tables and columns that link to it. Of employees it is who did all there is.
CREATE OR REPLACE FUNCTION xscalls_hanging() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  hanging boolean := TG_TABLE_NAME = 'employee';
BEGIN
  IF xscalls_going(TG_ARGV[0], (to_jsonb(NEW) ->> TG_ARGV[1])::integer) THEN
    RETURN NEW;
  END IF;
  FOR place IN 2 .. TG_NARGS - 1 BY 2 LOOP
    EXIT WHEN hanging;
    EXECUTE format(
      'SELECT EXISTS (SELECT FROM %I WHERE %I = $1 AND deleted_at IS NULL)', TG_ARGV[place], TG_ARGV[place + 1]
    ) INTO hanging USING NEW.id;
  END LOOP;
  IF hanging THEN
    RAISE insufficient_privilege USING MESSAGE = format('%s %s is in use', TG_TABLE_NAME, NEW.id);
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION xscalls_to_come() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = format('%s %s is of a day to come', TG_TABLE_NAME, NEW.id);
END $$;

DO $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT * FROM (VALUES
    {records}
  ) AS declared (entity, rule, owner, parent, part_of, fixed, links, day, readable) LOOP
    -- Each stands after those before it, by its name.
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER xscalls_new BEFORE INSERT ON %1$I
      FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_new_record();
      CREATE OR REPLACE TRIGGER xscalls_changed BEFORE UPDATE ON %1$I
      FOR EACH ROW WHEN (xscalls_ruled()) EXECUTE FUNCTION xscalls_changed_record(%2$L, %3$L, %4$L, %5$L%9$s);
      CREATE OR REPLACE TRIGGER xscalls_hanging BEFORE UPDATE OF deleted_at ON %1$I
      FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL AND xscalls_ruled())
      EXECUTE FUNCTION xscalls_hanging(%4$L, %5$L%6$s);
      CREATE OR REPLACE TRIGGER xscalls_readable BEFORE INSERT OR UPDATE ON %1$I
      FOR EACH ROW WHEN (xscalls_ruled() AND (%7$s) IS NOT TRUE) EXECUTE FUNCTION xscalls_unreadable();
      GRANT INSERT, UPDATE ON %1$I TO {employee};
      CREATE POLICY added ON %1$I FOR INSERT TO {employee} WITH CHECK (
        (SELECT xscalls_superuser()) OR (
          %8$s AND created_by = (SELECT xscalls_me()) AND changed_by = (SELECT xscalls_me()) AND deleted_at IS NULL
        )
      )',
      one.entity, one.rule, one.owner, one.parent, one.part_of, one.links, one.readable,
      CASE one.rule
        WHEN 'superuser' THEN 'false'
        WHEN 'own' THEN format('%I = (SELECT xscalls_me())', one.owner)
        ELSE 'true'
      END,
      one.fixed
    );
    -- Which of its columns may be changed xscalls_changed_record knows.
    EXECUTE format(
      'CREATE POLICY changed ON %I FOR UPDATE TO {employee} USING (%s) WITH CHECK ((SELECT xscalls_me()) IS NOT NULL)',
      one.entity,
      CASE one.rule
        WHEN 'superuser' THEN '(SELECT xscalls_superuser())'
        WHEN 'own' THEN format(
          '(SELECT xscalls_superuser()) OR %I = (SELECT xscalls_me()) OR xscalls_going(%L, %s)
          OR EXISTS (SELECT FROM xscalls_own_steps(%L, id))',
          one.owner, one.parent, coalesce(nullif(quote_ident(one.part_of), '""'), 'NULL'), one.entity
        )
        ELSE '(SELECT xscalls_me()) IS NOT NULL'
      END
    );
    IF one.day <> '' THEN
      EXECUTE format(
        'CREATE OR REPLACE TRIGGER xscalls_to_come BEFORE INSERT OR UPDATE OF %2$I ON %1$I
        FOR EACH ROW WHEN (xscalls_ruled() AND NEW.%2$I > xscalls_today()) EXECUTE FUNCTION xscalls_to_come()',
        one.entity, one.day
      );
    END IF;
  END LOOP;
END $$;

-- Nobody works more than that in a day, or not at all.
CREATE OR REPLACE TRIGGER xscalls_worked BEFORE INSERT OR UPDATE ON time_entry
FOR EACH ROW WHEN (xscalls_ruled() AND (NEW.hours BETWEEN 1 AND 2400) IS NOT TRUE) EXECUTE FUNCTION xscalls_unreadable();
