-- No organisation set, no rows. FORCE holds the owner to it, too; what the owner must see for the look-ups of 003 is granted
-- by policies of its own.

CREATE FUNCTION current_org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.org_id', true), '')::uuid $$;

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['organization_members', 'teams', 'team_memberships', 'projects', 'api_keys', 'mcp_servers', 'audit_logs', 'audit_logs_default']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = current_org()) WITH CHECK (org_id = current_org())', tenant_table);
  END LOOP;
END $$;

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations USING (id = current_org()) WITH CHECK (id = current_org());

-- A person is seen by the organisations that they belong to; the members' own policy narrows the inner query to the current one.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON users FOR SELECT
  USING (EXISTS (SELECT 1 FROM organization_members m WHERE m.user_id = users.id AND m.org_id = current_org()));

ALTER TABLE auth_outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth_outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_writes ON auth_outbox FOR INSERT WITH CHECK (org_id = current_org());
CREATE POLICY relay ON auth_outbox USING (current_setting('app.relay', true) = 'on');

CREATE POLICY lookups ON organizations FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookups ON teams FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookups ON api_keys FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookups ON users TO CURRENT_USER USING (true) WITH CHECK (true);
