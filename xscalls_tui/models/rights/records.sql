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
