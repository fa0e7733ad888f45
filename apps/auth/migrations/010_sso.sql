-- Single sign-on: domains that an organisation has shown to be its own, its connections to identity providers, the keys that
-- it signs SAML with, and who is who at a provider.
CREATE TABLE sso_domains (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  domain varchar(253) NOT NULL,
  token varchar(64) NOT NULL,
  verified_at timestamptz,
  checked_at timestamptz,
  -- Since when the record of a verified domain is not found; it is verified no more once that is long ago.
  missing_since timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT sso_domains_key UNIQUE (org_id, domain)
);
-- A verified domain is one organisation's. Anybody may claim it before, so that nobody can keep it from its owner.
CREATE UNIQUE INDEX sso_domains_verified_key ON sso_domains (domain) WHERE verified_at IS NOT NULL;

CREATE TABLE sso_connections (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  name varchar(255) NOT NULL,
  preset varchar(32) NOT NULL,
  -- What is no secret of the provider, by `type`.
  provider jsonb NOT NULL,
  -- An encrypted client secret.
  secret jsonb,
  attributes jsonb NOT NULL,
  group_mappings jsonb NOT NULL,
  default_role varchar(50) NOT NULL CHECK (default_role IN ('org_admin', 'org_member', 'org_viewer')),
  enabled boolean NOT NULL,
  sso_only boolean NOT NULL,
  break_glass_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (NOT sso_only OR break_glass_user_id IS NOT NULL),
  UNIQUE (org_id, id)
);
CREATE UNIQUE INDEX sso_connections_name_key ON sso_connections (org_id, lower(name));

-- The newest signs; an older one still decrypts until `retires_at`.
CREATE TABLE sso_keys (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  certificate text NOT NULL,
  private_key jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retires_at timestamptz
);
CREATE INDEX sso_keys_org ON sso_keys (org_id, created_at);

CREATE TABLE sso_identities (
  org_id uuid NOT NULL,
  connection_id uuid NOT NULL,
  -- `sub`, or the NameID: what the provider never gives to somebody else.
  subject varchar(1024) NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, connection_id, subject),
  FOREIGN KEY (org_id, connection_id) REFERENCES sso_connections (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, user_id) REFERENCES organization_members (org_id, user_id) ON DELETE CASCADE
);
CREATE INDEX sso_identities_user ON sso_identities (org_id, user_id);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['sso_domains', 'sso_connections', 'sso_keys', 'sso_identities']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = current_org()) WITH CHECK (org_id = current_org())', tenant_table);
  END LOOP;
END $$;
CREATE POLICY lookups ON sso_domains FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookups ON sso_connections FOR SELECT TO CURRENT_USER USING (true);

-- Whose connection this is: the address that a provider sends a browser back to names nothing else.
CREATE FUNCTION find_sso_connection(connection uuid) RETURNS TABLE (org_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.org_id FROM sso_connections c WHERE c.id = connection
$$;

-- How people with an address at this domain sign in: by the oldest connection in use of the organisation that has verified it.
CREATE FUNCTION find_sso_for_domain(of_domain text)
RETURNS TABLE (id uuid, org_id uuid, type text, sso_only boolean, break_glass_user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c.org_id, c.provider ->> 'type', c.sso_only, c.break_glass_user_id
    FROM sso_domains d JOIN sso_connections c ON c.org_id = d.org_id
   WHERE d.domain = lower(of_domain) AND d.verified_at IS NOT NULL AND c.enabled
   ORDER BY c.sso_only DESC, c.created_at, c.id LIMIT 1
$$;

-- The same for somebody by id.
CREATE FUNCTION find_sso_for_user(person uuid)
RETURNS TABLE (id uuid, org_id uuid, type text, sso_only boolean, break_glass_user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.* FROM users u CROSS JOIN LATERAL find_sso_for_domain(split_part(u.email, '@', 2)) f WHERE u.id = person
$$;

-- Has a person's address follow what their provider says, where the organisation has verified both domains, and nobody has the
-- new one. False where it stays as it is.
CREATE FUNCTION follow_sso_email(organization uuid, person uuid, address text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before text;
  owned integer;
BEGIN
  SELECT u.email INTO before FROM users u WHERE u.id = person FOR UPDATE;
  SELECT count(DISTINCT d.domain) INTO owned FROM sso_domains d
   WHERE d.org_id = organization AND d.verified_at IS NOT NULL
     AND d.domain IN (lower(split_part(before, '@', 2)), lower(split_part(address, '@', 2)));
  IF owned <> (CASE WHEN lower(split_part(before, '@', 2)) = lower(split_part(address, '@', 2)) THEN 1 ELSE 2 END)
     OR EXISTS (SELECT 1 FROM users u WHERE lower(u.email) = lower(address)) THEN
    RETURN false;
  END IF;
  UPDATE users SET email = lower(address) WHERE id = person;
  RETURN true;
END $$;

-- Domains whose record is to be looked at again.
CREATE FUNCTION list_sso_domains_due(checked_before timestamptz, row_limit integer) RETURNS TABLE (org_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.org_id, d.id FROM sso_domains d
   WHERE d.verified_at IS NOT NULL AND d.checked_at < checked_before ORDER BY d.checked_at LIMIT row_limit
$$;
