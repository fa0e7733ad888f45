-- Each row is seen and written by its own organisation only; without one there are none.
DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['alert_channels', 'alert_rules', 'alert_incidents', 'alert_windows', 'alert_deliveries']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
        WITH CHECK (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', tenant_table);
  END LOOP;
END $$;

-- The dispatcher finds what is due in every organisation; what it then reads of one, it reads as that one.
CREATE POLICY relay ON alert_deliveries USING (current_setting('app.relay', true) = 'on')
  WITH CHECK (current_setting('app.relay', true) = 'on');
-- So does the sweep that resolves incidents of organisations which make no more calls, and forgets old windows.
CREATE POLICY relay ON alert_incidents FOR SELECT USING (current_setting('app.relay', true) = 'on');
CREATE POLICY relay_reads ON alert_windows FOR SELECT USING (current_setting('app.relay', true) = 'on');
CREATE POLICY relay_forgets ON alert_windows FOR DELETE USING (current_setting('app.relay', true) = 'on');
