-- An organisation that is deleted is gone for everybody at once: row-level security shows it to nobody, and the look-ups that
-- precede an organisation find nothing of it. What was its own is erased in the background; its name is free again. Its row stays for its audit
-- log, which is kept as long as it was to be kept.
ALTER TABLE organizations ADD COLUMN deleted_at timestamptz;

DROP POLICY tenant ON organizations;
CREATE POLICY tenant ON organizations
  USING (id = current_org() AND deleted_at IS NULL) WITH CHECK (id = current_org());
-- Where the owner of the tables is held to the policies, too, its functions have to see it to mark it.
CREATE POLICY deletions ON organizations FOR UPDATE TO CURRENT_USER
  USING (current_setting('app.deletes', true) = 'on') WITH CHECK (current_setting('app.deletes', true) = 'on');

-- What each service still has to erase. It is done once more an hour after the deletion, for what was on its way to the stores.
CREATE TABLE organization_deletions (
  org_id uuid NOT NULL,
  service varchar(32) NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  PRIMARY KEY (org_id, service)
);
CREATE INDEX organization_deletions_service ON organization_deletions (service, requested_at);
ALTER TABLE organization_deletions ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization_deletions FORCE ROW LEVEL SECURITY;
CREATE POLICY outside ON organization_deletions USING (current_org() IS NULL) WITH CHECK (current_org() IS NULL);
CREATE POLICY marks ON organization_deletions FOR INSERT TO CURRENT_USER WITH CHECK (true);

-- Marks the current organisation as deleted, and gives its services the work. False where there is none. What lets people in
-- without asking for the organisation ends here: invitations, provisioning, single sign-on, verified domains.
CREATE FUNCTION mark_organization_deleted(services text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('app.deletes', 'on', true);
  UPDATE organizations SET deleted_at = now(), slug = 'deleted-' || id WHERE id = current_org() AND deleted_at IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM invitations WHERE org_id = current_org();
  DELETE FROM scim_tokens WHERE org_id = current_org();
  DELETE FROM sso_domains WHERE org_id = current_org();
  UPDATE sso_connections SET enabled = false WHERE org_id = current_org();
  INSERT INTO organization_deletions (org_id, service) SELECT current_org(), unnest(services);
  RETURN true;
END $$;

-- Erases the rows that the current organisation, which was deleted, has in one table; gives the table's name, and null where
-- nothing is left. Each call is a transaction of its own, so that work that was cut short goes on where it was. The audit log
-- is not touched. Tokens that are still to be taken back at MCP servers are given an hour for it.
CREATE FUNCTION erase_deleted_organization() RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  one_table text;
  ended timestamptz;
  erased bigint;
BEGIN
  PERFORM set_config('app.deletes', 'on', true);
  SELECT deleted_at INTO ended FROM organizations WHERE id = current_org() AND deleted_at IS NOT NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'the organisation % was not deleted', current_org(); END IF;
  DELETE FROM oauth_artifacts a USING oauth_grants g WHERE a.grant_id = g.id AND g.org_id = current_org();
  GET DIAGNOSTICS erased = ROW_COUNT;
  IF erased > 0 THEN RETURN 'oauth_artifacts'; END IF;
  FOREACH one_table IN ARRAY ARRAY[
    'upstream_connections', 'upstream_clients', 'virtual_servers', 'mcp_servers', 'api_keys', 'oauth_grants', 'oauth_clients',
    'token_issuers', 'service_accounts', 'saved_views', 'environments', 'masking_rules', 'invitations', 'scim_tokens', 'scim_group_members',
    'scim_groups', 'scim_users', 'sso_identities', 'sso_connections', 'sso_domains', 'sso_keys', 'role_assignments', 'roles',
    'team_memberships', 'projects', 'teams', 'organization_members', 'upstream_revocations']
  LOOP
    CONTINUE WHEN one_table = 'upstream_revocations' AND ended > now() - interval '1 hour';
    EXECUTE format('DELETE FROM %I WHERE org_id = current_org()', one_table);
    GET DIAGNOSTICS erased = ROW_COUNT;
    IF erased > 0 THEN RETURN one_table; END IF;
  END LOOP;
  UPDATE users SET last_org_id = NULL WHERE last_org_id = current_org();
  UPDATE organizations
     SET name = 'Deleted organisation',
         settings = CASE WHEN settings ? 'audit_retention_days'
           THEN jsonb_build_object('audit_retention_days', settings -> 'audit_retention_days') ELSE '{}' END
   WHERE id = current_org();
  RETURN NULL;
END $$;

-- The look-ups, as they were but for what belongs to a deleted organisation.

CREATE OR REPLACE FUNCTION find_api_key(lookup bytea)
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
    JOIN organizations o ON o.deleted_at IS NULL AND o.id = k.org_id
    LEFT JOIN teams t ON t.org_id = k.org_id AND t.id = k.team_id
    LEFT JOIN service_accounts s ON s.org_id = k.org_id AND s.id = k.service_account_id
   WHERE k.key_lookup = lookup
$$;

CREATE OR REPLACE FUNCTION find_person_roles(organization uuid, person uuid)
RETURNS TABLE (
  role text, team_id uuid, membership boolean, grants jsonb, mcp jsonb, generation bigint, mfa_required boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH member AS (
    SELECT m.org_id, m.user_id, m.role, o.auth_generation,
           o.mfa_required OR EXISTS (SELECT FROM person_totp t WHERE t.user_id = m.user_id)
             OR EXISTS (SELECT FROM person_passkeys k WHERE k.user_id = m.user_id) AS mfa
      FROM organization_members m JOIN organizations o ON o.deleted_at IS NULL AND o.id = m.org_id
     WHERE m.org_id = organization AND m.user_id = person AND m.deactivated_at IS NULL)
  SELECT m.role::text, NULL::uuid, false, NULL::jsonb, NULL::jsonb, m.auth_generation, m.mfa FROM member m
  UNION ALL
  SELECT t.role::text, t.team_id, true, NULL, NULL, m.auth_generation, m.mfa
    FROM member m JOIN team_memberships t ON t.org_id = m.org_id AND t.user_id = m.user_id
  UNION ALL
  SELECT r.name::text, a.team_id, false, r.grants, r.mcp, m.auth_generation, m.mfa
    FROM member m
    JOIN role_assignments a ON a.org_id = m.org_id AND a.user_id = m.user_id
    JOIN roles r ON r.org_id = a.org_id AND r.id = a.role_id
$$;

CREATE OR REPLACE FUNCTION list_memberships(person uuid)
RETURNS TABLE (id uuid, name text, slug text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.name::text, o.slug::text, m.role::text
    FROM organization_members m JOIN organizations o ON o.deleted_at IS NULL AND o.id = m.org_id
   WHERE m.user_id = person AND m.deactivated_at IS NULL
   ORDER BY lower(o.name), o.id LIMIT 200
$$;

CREATE OR REPLACE FUNCTION list_sign_in_places(person uuid)
RETURNS TABLE (org_id uuid, mfa_required boolean, latest boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.mfa_required, u.last_org_id IS NOT DISTINCT FROM o.id
    FROM organization_members m
    JOIN organizations o ON o.deleted_at IS NULL AND o.id = m.org_id
    JOIN users u ON u.id = m.user_id
   WHERE m.user_id = person AND m.deactivated_at IS NULL
   ORDER BY o.id LIMIT 200
$$;

CREATE OR REPLACE FUNCTION find_invitation(token bytea)
RETURNS TABLE (
  id uuid, org_id uuid, email text, role text, mailed boolean, organization text, inviter text, can_sign_in boolean,
  belongs boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.org_id, i.email::text, i.role::text, i.mailed, o.name::text, u.email::text,
         EXISTS (SELECT FROM person_passwords p WHERE p.user_id = invited.id)
           OR EXISTS (SELECT FROM person_passkeys k WHERE k.user_id = invited.id) OR invited.last_login_at IS NOT NULL,
         EXISTS (SELECT FROM organization_members m WHERE m.user_id = invited.id)
    FROM invitations i
    JOIN organizations o ON o.deleted_at IS NULL AND o.id = i.org_id
    LEFT JOIN users u ON u.id = i.invited_by
    LEFT JOIN users invited ON lower(invited.email) = lower(i.email)
   WHERE i.token_hash = token AND i.accepted_at IS NULL AND i.expires_at > now()
$$;

CREATE OR REPLACE FUNCTION find_oauth_grant(grant_id uuid)
RETURNS TABLE (
  id uuid, org_id uuid, user_id uuid, client_id text, client_name text, resource text, scopes text[], payload jsonb, generation bigint,
  org_rps integer, org_burst integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.id, g.org_id, g.user_id, g.client_id::text, g.client_name::text, g.resource::text, g.scopes, g.payload, o.auth_generation,
         o.rate_limit_rps, o.rate_limit_burst
    FROM oauth_grants g JOIN organizations o ON o.deleted_at IS NULL AND o.id = g.org_id
   WHERE g.id = grant_id AND g.revoked_at IS NULL AND g.expires_at > clock_timestamp()
$$;

CREATE OR REPLACE FUNCTION find_oauth_client(client uuid)
RETURNS TABLE (
  id uuid, org_id uuid, name text, metadata jsonb, service_account_id uuid, account_role text, account_enabled boolean,
  generation bigint, org_rps integer, org_burst integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c.org_id, c.name::text, c.metadata, c.service_account_id, s.role::text, s.enabled, o.auth_generation,
         o.rate_limit_rps, o.rate_limit_burst
    FROM oauth_clients c
    JOIN organizations o ON o.deleted_at IS NULL AND o.id = c.org_id
    LEFT JOIN service_accounts s ON s.org_id = c.org_id AND s.id = c.service_account_id
   WHERE c.id = client AND c.enabled
$$;

CREATE OR REPLACE FUNCTION find_token_issuers(of_issuer text, named uuid[], issuer_host text, domains text[], of_subject text)
RETURNS TABLE (
  id uuid, org_id uuid, issuer text, settings jsonb, owns_issuer boolean, generation bigint, org_rps integer, org_burst integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.org_id, t.issuer::text, t.settings, owns_domain(t.org_id, issuer_host), o.auth_generation,
         o.rate_limit_rps, o.rate_limit_burst
    FROM token_issuers t JOIN organizations o ON o.deleted_at IS NULL AND o.id = t.org_id
   WHERE t.issuer = of_issuer AND t.enabled
     AND (t.org_id = ANY (named)
       OR owns_domain(t.org_id, issuer_host)
       OR EXISTS (SELECT 1 FROM sso_domains d
                   WHERE d.org_id = t.org_id AND d.verified_at IS NOT NULL AND d.domain = ANY (domains))
       OR EXISTS (SELECT 1 FROM sso_identities i JOIN sso_connections c ON c.org_id = i.org_id AND c.id = i.connection_id
                   WHERE i.org_id = t.org_id AND i.subject = of_subject
                     AND i.connection_id::text = t.settings #>> '{people,sso_connection_id}'
                     AND c.provider ->> 'type' = 'oidc' AND c.provider ->> 'issuer' = of_issuer))
   ORDER BY t.id LIMIT 10
$$;

CREATE OR REPLACE FUNCTION find_token_issuer(of_id uuid)
RETURNS TABLE (
  id uuid, org_id uuid, issuer text, settings jsonb, owns_issuer boolean, generation bigint, org_rps integer, org_burst integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.org_id, t.issuer::text, t.settings, false, o.auth_generation, o.rate_limit_rps, o.rate_limit_burst
    FROM token_issuers t JOIN organizations o ON o.deleted_at IS NULL AND o.id = t.org_id
   WHERE t.id = of_id AND t.enabled
$$;

CREATE OR REPLACE FUNCTION list_organizations(before uuid, row_limit integer) RETURNS SETOF organizations
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM organizations o WHERE o.deleted_at IS NULL AND (before IS NULL OR o.id < before) ORDER BY o.id DESC LIMIT row_limit
$$;

CREATE OR REPLACE FUNCTION count_organizations_and_keys() RETURNS TABLE (organizations bigint, active_keys bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (SELECT count(*) FROM organizations o WHERE o.deleted_at IS NULL),
         (SELECT count(*) FROM api_keys k WHERE k.revoked_at IS NULL
             AND coalesce(least(k.expires_at, k.overlap_ends_at) > now(), true))
$$;
