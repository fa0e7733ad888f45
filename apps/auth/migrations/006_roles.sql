-- What people may do: roles of an organisation's own beside the built-in ones, and who has them.
CREATE TABLE roles (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id),
  name varchar(100) NOT NULL,
  description varchar(1000) NOT NULL DEFAULT '',
  -- [{"permission", "reach"}], and what may be used of MCP servers: [{"server", "tools", "resources", "prompts"}].
  grants jsonb NOT NULL,
  mcp jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (org_id, id)
);
CREATE UNIQUE INDEX roles_name_key ON roles (org_id, lower(name));

CREATE TABLE role_assignments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL,
  role_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- In this team only; null: in the organisation.
  team_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT role_assignments_role FOREIGN KEY (org_id, role_id) REFERENCES roles (org_id, id) ON DELETE CASCADE,
  CONSTRAINT role_assignments_member FOREIGN KEY (org_id, user_id)
    REFERENCES organization_members (org_id, user_id) ON DELETE CASCADE,
  CONSTRAINT role_assignments_team FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id) ON DELETE CASCADE,
  CONSTRAINT role_assignments_key UNIQUE NULLS NOT DISTINCT (org_id, role_id, user_id, team_id)
);
CREATE INDEX role_assignments_user ON role_assignments (org_id, user_id);

-- Whoever is deactivated stays known, and may do nothing.
ALTER TABLE organization_members ADD COLUMN deactivated_at timestamptz;

-- Something that acts and is nobody: its keys may do what its role allows.
CREATE TABLE service_accounts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id),
  team_id uuid,
  name varchar(255) NOT NULL,
  description varchar(1000) NOT NULL DEFAULT '',
  role varchar(50) NOT NULL CHECK (role IN ('org_admin', 'org_member', 'org_viewer')),
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT service_accounts_team FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id) ON DELETE CASCADE,
  UNIQUE (org_id, id)
);
CREATE UNIQUE INDEX service_accounts_name_key ON service_accounts (org_id, lower(name));

ALTER TABLE api_keys
  -- The person who issued it, where a person did.
  ADD COLUMN created_by uuid REFERENCES users (id),
  ADD COLUMN service_account_id uuid,
  -- Addresses and ranges that it may be used from; empty: any.
  ADD COLUMN allowed_addresses jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT api_keys_service_account FOREIGN KEY (org_id, service_account_id) REFERENCES service_accounts (org_id, id),
  ADD CONSTRAINT api_keys_one_owner CHECK (user_id IS NULL OR service_account_id IS NULL);
CREATE INDEX api_keys_service_account ON api_keys (org_id, service_account_id) WHERE service_account_id IS NOT NULL;

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['roles', 'role_assignments', 'service_accounts']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = current_org()) WITH CHECK (org_id = current_org())', tenant_table);
  END LOOP;
END $$;
CREATE POLICY lookups ON roles FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookups ON role_assignments FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookups ON service_accounts FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookups ON organization_members FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookups ON team_memberships FOR SELECT TO CURRENT_USER USING (true);

-- The roles that a person has in an organisation, and its generation: one row each, none for who does not belong to it or is
-- deactivated. `grants` and `mcp` are null for built-in roles; `membership` marks the rows of teams that they belong to.
CREATE FUNCTION find_person_roles(organization uuid, person uuid)
RETURNS TABLE (role text, team_id uuid, membership boolean, grants jsonb, mcp jsonb, generation bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH member AS (
    SELECT m.org_id, m.user_id, m.role, o.auth_generation
      FROM organization_members m JOIN organizations o ON o.id = m.org_id
     WHERE m.org_id = organization AND m.user_id = person AND m.deactivated_at IS NULL)
  SELECT m.role::text, NULL::uuid, false, NULL::jsonb, NULL::jsonb, m.auth_generation FROM member m
  UNION ALL
  SELECT t.role::text, t.team_id, true, NULL, NULL, m.auth_generation
    FROM member m JOIN team_memberships t ON t.org_id = m.org_id AND t.user_id = m.user_id
  UNION ALL
  SELECT r.name::text, a.team_id, false, r.grants, r.mcp, m.auth_generation
    FROM member m
    JOIN role_assignments a ON a.org_id = m.org_id AND a.user_id = m.user_id
    JOIN roles r ON r.org_id = a.org_id AND r.id = a.role_id
$$;

-- Organisations that a person belongs to, by name.
CREATE FUNCTION list_memberships(person uuid)
RETURNS TABLE (id uuid, name text, slug text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.name::text, o.slug::text, m.role::text
    FROM organization_members m JOIN organizations o ON o.id = m.org_id
   WHERE m.user_id = person AND m.deactivated_at IS NULL
   ORDER BY lower(o.name), o.id LIMIT 200
$$;

DROP FUNCTION find_api_key(bytea);
-- What a key is, and its organisation's generation, as of one snapshot. No row for a key that does not exist.
CREATE FUNCTION find_api_key(lookup bytea)
RETURNS TABLE (
  id uuid, org_id uuid, user_id uuid, team_id uuid, project_id uuid, key_hash text, scopes jsonb, environment text,
  agent_name text, allowed_addresses jsonb, service_account_id uuid, account_role text, account_enabled boolean, key_rps integer,
  key_burst integer, team_rps integer, team_burst integer, org_rps integer, org_burst integer, ends_at timestamptz,
  revoked boolean, ended boolean, generation bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.id, k.org_id, k.user_id, k.team_id, k.project_id, k.key_hash, k.scopes, k.environment,
         k.agent_name, k.allowed_addresses, k.service_account_id, s.role, s.enabled, k.rate_limit_rps, k.rate_limit_burst, t.rate_limit_rps,
         t.rate_limit_burst, o.rate_limit_rps, o.rate_limit_burst, least(k.expires_at, k.overlap_ends_at),
         k.revoked_at IS NOT NULL, coalesce(least(k.expires_at, k.overlap_ends_at) <= clock_timestamp(), false),
         o.auth_generation
    FROM api_keys k
    JOIN organizations o ON o.id = k.org_id
    LEFT JOIN teams t ON t.org_id = k.org_id AND t.id = k.team_id
    LEFT JOIN service_accounts s ON s.org_id = k.org_id AND s.id = k.service_account_id
   WHERE k.key_lookup = lookup
$$;
