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
    (SELECT told FROM (VALUES
    {searched}
    ) AS declared (entity, searched, told) WHERE declared.entity = NEW.entity)
  ) USING NEW.row_id;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS xscalls_write_text ON xscalls_retold;
CREATE CONSTRAINT TRIGGER xscalls_write_text AFTER INSERT ON xscalls_retold DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION xscalls_write_text();

DO $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT * FROM (VALUES
    {searched}
  ) AS declared (entity, searched, told) LOOP
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
      one.entity, one.searched,
      regexp_replace(one.searched, '\w+', 'NEW.\&', 'g'), regexp_replace(one.searched, '\w+', 'OLD.\&', 'g')
    );
  END LOOP;
END $$;
