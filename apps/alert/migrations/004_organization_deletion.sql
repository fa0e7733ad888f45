-- Erases what the current organisation, which was deleted, has here; gives how many rows. The service's role cannot remove an
-- incident in any other way. What it has told the audit log stays.
CREATE FUNCTION erase_alert_rows() RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  organization uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  one_table text;
  erased bigint;
  total bigint := 0;
BEGIN
  FOREACH one_table IN ARRAY ARRAY['alert_deliveries', 'alert_incidents', 'alert_rules', 'alert_channels', 'alert_windows']
  LOOP
    EXECUTE format('DELETE FROM %I WHERE org_id = $1', one_table) USING organization;
    GET DIAGNOSTICS erased = ROW_COUNT;
    total := total + erased;
  END LOOP;
  RETURN total;
END $$;
