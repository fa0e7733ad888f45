-- Tokens of organisations' own issuers: a token must never be taken for another organisation's, whatever that one has set up.

DROP FUNCTION find_token_issuers(text);
DROP FUNCTION find_member_by_email(uuid, text);

ALTER TABLE token_issuers ADD COLUMN name varchar(255) NOT NULL DEFAULT '';
ALTER TABLE token_issuers ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();

CREATE POLICY lookups ON sso_identities FOR SELECT TO CURRENT_USER USING (true);

-- Whether an organisation has verified a domain, or one above it.
CREATE FUNCTION owns_domain(organization uuid, host text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM sso_domains d
     WHERE d.org_id = organization AND d.verified_at IS NOT NULL
       AND (lower(host) = d.domain OR right(lower(host), length(d.domain) + 1) = '.' || d.domain))
$$;

-- Which organisations' issuers may be asked about a token: of those that name its issuer, the one that the token names, those
-- that have verified the domain of the issuer's host or of an address in the token, and those where its subject has signed in
-- by a connection to the same issuer. Others are not looked at, however many there are.
CREATE FUNCTION find_token_issuers(of_issuer text, named uuid[], issuer_host text, domains text[], of_subject text)
RETURNS TABLE (
  id uuid, org_id uuid, issuer text, settings jsonb, owns_issuer boolean, generation bigint, org_rps integer, org_burst integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.org_id, t.issuer::text, t.settings, owns_domain(t.org_id, issuer_host), o.auth_generation,
         o.rate_limit_rps, o.rate_limit_burst
    FROM token_issuers t JOIN organizations o ON o.id = t.org_id
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

-- One issuer that is in use, with its organisation's generation and limits.
CREATE FUNCTION find_token_issuer(of_id uuid)
RETURNS TABLE (
  id uuid, org_id uuid, issuer text, settings jsonb, owns_issuer boolean, generation bigint, org_rps integer, org_burst integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.id, t.org_id, t.issuer::text, t.settings, false, o.auth_generation, o.rate_limit_rps, o.rate_limit_burst
    FROM token_issuers t JOIN organizations o ON o.id = t.org_id
   WHERE t.id = of_id AND t.enabled
$$;

-- The active member with an address at a domain that the organisation has verified, and no other: an issuer vouches for the
-- people of its own organisation.
CREATE FUNCTION find_issuer_member(organization uuid, address text) RETURNS TABLE (user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id FROM organization_members m JOIN users u ON u.id = m.user_id
   WHERE m.org_id = organization AND m.deactivated_at IS NULL AND lower(u.email) = lower(address)
     AND EXISTS (SELECT 1 FROM sso_domains d
                  WHERE d.org_id = organization AND d.verified_at IS NOT NULL
                    AND d.domain = lower(split_part(address, '@', 2)))
$$;

-- The active member that a subject signed in as, by a connection to the same issuer.
CREATE FUNCTION find_issuer_subject(organization uuid, connection uuid, of_issuer text, of_subject text)
RETURNS TABLE (user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.user_id FROM sso_identities i
    JOIN sso_connections c ON c.org_id = i.org_id AND c.id = i.connection_id
    JOIN organization_members m ON m.org_id = i.org_id AND m.user_id = i.user_id
   WHERE i.org_id = organization AND i.connection_id = connection AND i.subject = of_subject AND m.deactivated_at IS NULL
     AND c.provider ->> 'type' = 'oidc' AND c.provider ->> 'issuer' = of_issuer
$$;

-- A service account that may be used, of the organisation.
CREATE FUNCTION find_issuer_account(organization uuid, account uuid) RETURNS TABLE (id uuid, name text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.name::text, s.role::text FROM service_accounts s
   WHERE s.org_id = organization AND s.id = account AND s.enabled
$$;

-- When a token of a grant was last seen.
ALTER TABLE oauth_grants ADD COLUMN last_used_at timestamptz;
ALTER TABLE oauth_clients ADD COLUMN last_used_at timestamptz;
