-- How people prove who they are. A person is the same in all organisations, and so are their factors: each of these tables is
-- read and written only in a transaction of that person (`app.user_id`), as tenants' tables are in one of the organisation.
CREATE FUNCTION current_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;

CREATE TABLE person_passwords (
  user_id uuid PRIMARY KEY REFERENCES users (id),
  -- argon2id in the PHC format, which names its parameters.
  hash varchar(255) NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE person_totp (
  user_id uuid PRIMARY KEY REFERENCES users (id),
  -- Sealed to this row.
  secret jsonb NOT NULL,
  -- Of the latest code that was taken: that one and older ones are good no more (RFC 6238, 5.2).
  last_step bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE person_recovery_codes (
  user_id uuid NOT NULL REFERENCES users (id),
  -- SHA-256 of a code of 80 random bits.
  code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
  used_at timestamptz,
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE person_passkeys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id),
  credential_id varchar(1400) NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports jsonb NOT NULL DEFAULT '[]',
  name varchar(100) NOT NULL,
  backed_up boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  CONSTRAINT person_passkeys_credential UNIQUE (credential_id)
);
CREATE INDEX person_passkeys_user ON person_passkeys (user_id);

-- Whoever is asked to join an organisation. What opens it is the token in the link, of which the hash is kept.
CREATE TABLE invitations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id),
  email varchar(255) NOT NULL,
  role varchar(50) NOT NULL CHECK (role IN ('org_admin', 'org_member', 'org_viewer')),
  token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
  invited_by uuid REFERENCES users (id),
  -- Whether the link went to the address by mail: only then does having it prove whose address it is.
  mailed boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  CONSTRAINT invitations_token UNIQUE (token_hash)
);
-- One at a time for each address.
CREATE UNIQUE INDEX invitations_email_key ON invitations (org_id, lower(email)) WHERE accepted_at IS NULL;
CREATE INDEX invitations_org ON invitations (org_id, id);

-- Nothing may be done in the organisation by who has signed in with one factor only.
ALTER TABLE organizations ADD COLUMN mfa_required boolean NOT NULL DEFAULT false;
-- Where somebody goes who belongs to several.
ALTER TABLE users ADD COLUMN last_org_id uuid REFERENCES organizations (id);

DO $$
DECLARE person_table text;
BEGIN
  FOREACH person_table IN ARRAY ARRAY['person_passwords', 'person_totp', 'person_recovery_codes', 'person_passkeys']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', person_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', person_table);
    EXECUTE format(
      'CREATE POLICY person ON %I USING (user_id = current_person()) WITH CHECK (user_id = current_person())', person_table);
    EXECUTE format('CREATE POLICY lookups ON %I FOR SELECT TO CURRENT_USER USING (true)', person_table);
  END LOOP;
END $$;
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitations USING (org_id = current_org()) WITH CHECK (org_id = current_org());
CREATE POLICY lookups ON invitations FOR SELECT TO CURRENT_USER USING (true);

-- Who has this address, and the hash of their password. No row for nobody.
CREATE FUNCTION find_person(address text)
RETURNS TABLE (id uuid, email text, name text, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, u.email::text, u.name::text, p.hash::text
    FROM users u LEFT JOIN person_passwords p ON p.user_id = u.id
   WHERE lower(u.email) = lower(address)
$$;

-- The same by id, for who has proven that they are that person.
CREATE FUNCTION read_person(person uuid)
RETURNS TABLE (id uuid, email text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, u.email::text, u.name::text FROM users u WHERE u.id = person
$$;

-- Whose passkey this is.
CREATE FUNCTION find_passkey_owner(credential text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.user_id FROM person_passkeys k WHERE k.credential_id = credential
$$;

-- Where a person may go, and whether one factor is enough there; `latest` is where they were last.
CREATE FUNCTION list_sign_in_places(person uuid)
RETURNS TABLE (org_id uuid, mfa_required boolean, latest boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.mfa_required, u.last_org_id IS NOT DISTINCT FROM o.id
    FROM organization_members m
    JOIN organizations o ON o.id = m.org_id
    JOIN users u ON u.id = m.user_id
   WHERE m.user_id = person AND m.deactivated_at IS NULL
   ORDER BY o.id LIMIT 200
$$;

CREATE FUNCTION note_sign_in(person uuid, organization uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE users SET last_login_at = now(), last_org_id = coalesce(organization, last_org_id) WHERE id = person
$$;

CREATE FUNCTION set_person_name(person uuid, given text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE users SET name = given WHERE id = person
$$;

-- The invitation of a link that is good still, what its page tells, and whether the address is somebody's who can sign in or
-- belongs to an organisation.
CREATE FUNCTION find_invitation(token bytea)
RETURNS TABLE (
  id uuid, org_id uuid, email text, role text, mailed boolean, organization text, inviter text, can_sign_in boolean,
  belongs boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.org_id, i.email::text, i.role::text, i.mailed, o.name::text, u.email::text,
         EXISTS (SELECT FROM person_passwords p WHERE p.user_id = invited.id)
           OR EXISTS (SELECT FROM person_passkeys k WHERE k.user_id = invited.id) OR invited.last_login_at IS NOT NULL,
         EXISTS (SELECT FROM organization_members m WHERE m.user_id = invited.id)
    FROM invitations i
    JOIN organizations o ON o.id = i.org_id
    LEFT JOIN users u ON u.id = i.invited_by
    LEFT JOIN users invited ON lower(invited.email) = lower(i.email)
   WHERE i.token_hash = token AND i.accepted_at IS NULL AND i.expires_at > now()
$$;

-- People whose authenticator app's secret is under another master key than this one.
CREATE FUNCTION list_totp_owners(key_id text, row_limit integer) RETURNS TABLE (user_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.user_id FROM person_totp t WHERE t.secret ->> 'key_id' <> key_id ORDER BY t.user_id LIMIT row_limit
$$;

DROP FUNCTION find_person_roles(uuid, uuid);
-- The roles that a person has in an organisation, and its generation: one row each, none for who does not belong to it or is
-- deactivated. `grants` and `mcp` are null for built-in roles; `membership` marks the rows of teams that they belong to.
-- `mfa_required`: the organisation asks for two factors, or they have set a second one up.
CREATE FUNCTION find_person_roles(organization uuid, person uuid)
RETURNS TABLE (
  role text, team_id uuid, membership boolean, grants jsonb, mcp jsonb, generation bigint, mfa_required boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH member AS (
    SELECT m.org_id, m.user_id, m.role, o.auth_generation,
           o.mfa_required OR EXISTS (SELECT FROM person_totp t WHERE t.user_id = m.user_id)
             OR EXISTS (SELECT FROM person_passkeys k WHERE k.user_id = m.user_id) AS mfa
      FROM organization_members m JOIN organizations o ON o.id = m.org_id
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
