-- The rules of domain/permissions.py, kept by the server whoever asks and with what program (R63-R67, R155-R157).
--
-- `xscalls admin pg-init` runs this and what follows it (FILES in __init__.py) as the owner of the tables, in one transaction, any number of times. {schema} and
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

-- What one did to a row oneself, as it stood before: that may be taken back while no colleague's change since holds
-- (services/undo.py says the same), also after the row was given away.
DROP FUNCTION IF EXISTS xscalls_own_steps(integer);  -- as it once was: of calls alone
CREATE OR REPLACE FUNCTION xscalls_own_steps(of_entity text, of_row integer) RETURNS SETOF jsonb
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT mine.before::jsonb
  FROM change mine JOIN operation own ON own.id = mine.operation_id
  WHERE mine.row_id = of_row AND mine.entity = of_entity AND mine.before IS NOT NULL
    AND own.employee_id = (SELECT xscalls_me())
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

CREATE OR REPLACE FUNCTION xscalls_own_operation(operation_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN (SELECT employee_id = (SELECT xscalls_me()) FROM operation WHERE id = operation_id);

CREATE OR REPLACE FUNCTION xscalls_empty_operation(operation integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
RETURN NOT EXISTS (SELECT FROM change WHERE operation_id = operation);

CREATE OR REPLACE FUNCTION xscalls_now() RETURNS text
LANGUAGE sql STABLE
RETURN to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');

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
