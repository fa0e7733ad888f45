-- The built-in authorization server: what it has issued, to which clients, and what people have granted them.

-- Keys that sign access tokens, each sealed under the master key. All of them are published; the youngest whose time has come signs.
CREATE TABLE oauth_keys (
  kid varchar(64) PRIMARY KEY,
  sealed jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  signs_from timestamptz NOT NULL
);

-- Codes, refresh tokens, authorization requests under way, assertions that were used: found by the SHA-256 of their secret,
-- which stands nowhere. They precede the organisation, and whoever has the secret has the right to the row.
CREATE TABLE oauth_artifacts (
  model varchar(40) NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  grant_id uuid,
  payload jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  -- A second use of a code or a rotated refresh token is seen by this.
  consumed_at timestamptz,
  PRIMARY KEY (model, digest)
);
CREATE INDEX oauth_artifacts_grant ON oauth_artifacts (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX oauth_artifacts_end ON oauth_artifacts (expires_at);

-- Clients that registered themselves (RFC 7591): nobody's, until a person grants them something.
CREATE TABLE oauth_dynamic_clients (
  id varchar(64) PRIMARY KEY,
  metadata jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX oauth_dynamic_clients_use ON oauth_dynamic_clients (used_at);

-- Clients that an organisation registered: for its people, or (with a service account) for a machine.
CREATE TABLE oauth_clients (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  name varchar(255) NOT NULL,
  service_account_id uuid,
  -- As RFC 7591 names it; `client_secret` is a digest.
  metadata jsonb NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT oauth_clients_service_account FOREIGN KEY (org_id, service_account_id)
    REFERENCES service_accounts (org_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX oauth_clients_name_key ON oauth_clients (org_id, lower(name));

-- What a person allowed a client to do for them. Its id is what a token's calls are counted under.
CREATE TABLE oauth_grants (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- An id of ours, or the URL of the client's own metadata document.
  client_id varchar(2048) NOT NULL,
  client_name varchar(255) NOT NULL,
  resource varchar(1024) NOT NULL,
  scopes text[] NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CONSTRAINT oauth_grants_member FOREIGN KEY (org_id, user_id)
    REFERENCES organization_members (org_id, user_id) ON DELETE CASCADE
);
CREATE INDEX oauth_grants_user ON oauth_grants (org_id, user_id, id);
CREATE INDEX oauth_grants_client ON oauth_grants (client_id) WHERE revoked_at IS NULL;

-- Authorization servers of an organisation's own, whose tokens and assertions it lets in.
CREATE TABLE token_issuers (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  issuer varchar(1024) NOT NULL,
  settings jsonb NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT token_issuers_issuer_key UNIQUE (org_id, issuer)
);
CREATE INDEX token_issuers_lookup ON token_issuers (issuer) WHERE enabled;

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['oauth_clients', 'oauth_grants', 'token_issuers']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = current_org()) WITH CHECK (org_id = current_org())', tenant_table);
    EXECUTE format('CREATE POLICY lookups ON %I FOR SELECT TO CURRENT_USER USING (true)', tenant_table);
  END LOOP;
END $$;

-- What is nobody's is seen by no transaction of an organisation.
DO $$
DECLARE own_table text;
BEGIN
  FOREACH own_table IN ARRAY ARRAY['oauth_keys', 'oauth_artifacts', 'oauth_dynamic_clients']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', own_table);
    EXECUTE format('CREATE POLICY outside ON %I USING (current_org() IS NULL) WITH CHECK (current_org() IS NULL)', own_table);
  END LOOP;
END $$;
CREATE POLICY owner ON oauth_artifacts TO CURRENT_USER USING (true) WITH CHECK (true);

-- Removes the codes and refresh tokens of grants that the organisation of the transaction has ended.
CREATE FUNCTION forget_ended_oauth_grants(grants uuid[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM oauth_artifacts a USING oauth_grants g
   WHERE a.grant_id = ANY (grants) AND g.id = a.grant_id AND g.org_id = current_org() AND g.revoked_at IS NOT NULL
$$;

-- A grant that holds, with its organisation's generation and limits, as of one snapshot.
CREATE FUNCTION find_oauth_grant(grant_id uuid)
RETURNS TABLE (
  id uuid, org_id uuid, user_id uuid, client_id text, client_name text, resource text, scopes text[], payload jsonb, generation bigint,
  org_rps integer, org_burst integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.id, g.org_id, g.user_id, g.client_id::text, g.client_name::text, g.resource::text, g.scopes, g.payload, o.auth_generation,
         o.rate_limit_rps, o.rate_limit_burst
    FROM oauth_grants g JOIN organizations o ON o.id = g.org_id
   WHERE g.id = grant_id AND g.revoked_at IS NULL AND g.expires_at > clock_timestamp()
$$;

-- A client of an organisation's that may be used, with what it acts as.
CREATE FUNCTION find_oauth_client(client uuid)
RETURNS TABLE (
  id uuid, org_id uuid, name text, metadata jsonb, service_account_id uuid, account_role text, account_enabled boolean,
  generation bigint, org_rps integer, org_burst integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c.org_id, c.name::text, c.metadata, c.service_account_id, s.role::text, s.enabled, o.auth_generation,
         o.rate_limit_rps, o.rate_limit_burst
    FROM oauth_clients c
    JOIN organizations o ON o.id = c.org_id
    LEFT JOIN service_accounts s ON s.org_id = c.org_id AND s.id = c.service_account_id
   WHERE c.id = client AND c.enabled
$$;

-- Whether anything that holds was granted to a client, of whichever organisation.
CREATE FUNCTION oauth_client_has_grants(client text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM oauth_grants g WHERE g.client_id = client AND g.revoked_at IS NULL)
$$;

-- Organisations that let in tokens of an issuer, each with its generation and limits.
CREATE FUNCTION find_token_issuers(of_issuer text)
RETURNS TABLE (id uuid, org_id uuid, issuer text, settings jsonb, generation bigint, org_rps integer, org_burst integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.org_id, t.issuer::text, t.settings, o.auth_generation, o.rate_limit_rps, o.rate_limit_burst
    FROM token_issuers t JOIN organizations o ON o.id = t.org_id
   WHERE t.issuer = of_issuer AND t.enabled
   ORDER BY t.id LIMIT 20
$$;

-- The member of an organisation that an issuer's token speaks of.
CREATE FUNCTION find_member_by_email(organization uuid, address text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id FROM organization_members m JOIN users u ON u.id = m.user_id
   WHERE m.org_id = organization AND m.deactivated_at IS NULL AND lower(u.email) = lower(address)
$$;
