-- Provisioning by an organisation's identity provider (RFC 7643, RFC 7644). People are members like all others; what is kept
-- beside is what the provider calls them.
CREATE TABLE scim_tokens (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  name varchar(255) NOT NULL,
  -- HMAC-SHA-256 of the token under the pepper.
  lookup bytea NOT NULL CHECK (length(lookup) = 32),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  CONSTRAINT scim_tokens_lookup UNIQUE (lookup)
);
CREATE INDEX scim_tokens_org ON scim_tokens (org_id, id);

CREATE TABLE scim_users (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  user_name varchar(255) NOT NULL,
  external_id varchar(255),
  given_name varchar(255),
  family_name varchar(255),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, user_id) REFERENCES organization_members (org_id, user_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX scim_users_name_key ON scim_users (org_id, lower(user_name));
CREATE UNIQUE INDEX scim_users_external_key ON scim_users (org_id, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE scim_groups (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  display_name varchar(255) NOT NULL,
  external_id varchar(255),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (org_id, id)
);
CREATE UNIQUE INDEX scim_groups_name_key ON scim_groups (org_id, lower(display_name));

CREATE TABLE scim_group_members (
  org_id uuid NOT NULL,
  group_id uuid NOT NULL,
  user_id uuid NOT NULL,
  PRIMARY KEY (org_id, group_id, user_id),
  FOREIGN KEY (org_id, group_id) REFERENCES scim_groups (org_id, id) ON DELETE CASCADE,
  CONSTRAINT scim_group_members_member FOREIGN KEY (org_id, user_id)
    REFERENCES organization_members (org_id, user_id) ON DELETE CASCADE
);
CREATE INDEX scim_group_members_user ON scim_group_members (org_id, user_id);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['scim_tokens', 'scim_users', 'scim_groups', 'scim_group_members']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = current_org()) WITH CHECK (org_id = current_org())', tenant_table);
  END LOOP;
END $$;
CREATE POLICY lookups ON scim_tokens TO CURRENT_USER USING (true) WITH CHECK (true);

-- Whose token this is; notes, once a minute, that it was used.
CREATE FUNCTION find_scim_token(token_lookup bytea) RETURNS TABLE (id uuid, org_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE scim_tokens t SET last_used_at = now()
   WHERE t.lookup = token_lookup AND (t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute');
  RETURN QUERY SELECT t.id, t.org_id FROM scim_tokens t WHERE t.lookup = token_lookup;
END $$;
