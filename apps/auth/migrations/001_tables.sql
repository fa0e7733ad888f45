-- Organisations and what belongs to them. References between tenant tables carry `org_id`, so that a row cannot point into
-- another organisation: foreign keys are checked past row-level security.

CREATE TABLE organizations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name varchar(255) NOT NULL,
  slug varchar(100) NOT NULL,
  plan varchar(50) NOT NULL DEFAULT 'free',
  settings jsonb NOT NULL DEFAULT '{}',
  rate_limit_rps integer NOT NULL DEFAULT 1000 CHECK (rate_limit_rps > 0),
  rate_limit_burst integer NOT NULL DEFAULT 500 CHECK (rate_limit_burst > 0),
  -- Rises with each change of keys, members or limits: verdicts that were cached under an older one are void.
  auth_generation bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organizations_slug_key UNIQUE (slug)
);

-- A person, once for all organisations.
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email varchar(255) NOT NULL,
  -- What the person calls themselves; set at sign-in. An organisation's own name for them stands in organization_members.
  name varchar(255),
  sso_provider varchar(50),
  sso_id varchar(255),
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_login_at timestamptz
);
CREATE UNIQUE INDEX users_email_key ON users (lower(email));
CREATE UNIQUE INDEX users_sso_key ON users (sso_provider, sso_id) WHERE sso_id IS NOT NULL;

CREATE TABLE organization_members (
  org_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL REFERENCES users (id),
  role varchar(50) NOT NULL DEFAULT 'org_member' CHECK (role IN ('org_admin', 'org_member', 'org_viewer')),
  name varchar(255),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, user_id)
);
CREATE INDEX organization_members_user ON organization_members (user_id);

CREATE TABLE teams (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id),
  name varchar(255) NOT NULL,
  slug varchar(100) NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  rate_limit_rps integer CHECK (rate_limit_rps > 0),
  rate_limit_burst integer CHECK (rate_limit_burst > 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((rate_limit_rps IS NULL) = (rate_limit_burst IS NULL)),
  CONSTRAINT teams_slug_key UNIQUE (org_id, slug),
  UNIQUE (org_id, id)
);

CREATE TABLE team_memberships (
  org_id uuid NOT NULL,
  team_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role varchar(50) NOT NULL DEFAULT 'team_member' CHECK (role IN ('team_admin', 'team_member')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, team_id, user_id),
  FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id) ON DELETE CASCADE,
  CONSTRAINT team_memberships_member FOREIGN KEY (org_id, user_id)
    REFERENCES organization_members (org_id, user_id) ON DELETE CASCADE
);
CREATE INDEX team_memberships_user ON team_memberships (org_id, user_id);

CREATE TABLE projects (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL,
  team_id uuid NOT NULL,
  name varchar(255) NOT NULL,
  slug varchar(100) NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT projects_team FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
  CONSTRAINT projects_slug_key UNIQUE (org_id, team_id, slug),
  UNIQUE (org_id, team_id, id)
);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid REFERENCES users (id),
  team_id uuid,
  project_id uuid,
  name varchar(255) NOT NULL,
  key_prefix varchar(20) NOT NULL,
  -- HMAC-SHA-256 of the key under the pepper: finds the row, and tells nothing to who reads the table.
  key_lookup bytea NOT NULL CHECK (length(key_lookup) = 32),
  key_hash varchar(255) NOT NULL,
  scopes jsonb NOT NULL DEFAULT '{}',
  environment varchar(16) NOT NULL,
  agent_name varchar(255),
  rate_limit_rps integer CHECK (rate_limit_rps > 0),
  rate_limit_burst integer CHECK (rate_limit_burst > 0),
  expires_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  rotated_from uuid REFERENCES api_keys (id),
  replaced_by uuid REFERENCES api_keys (id),
  -- Until then a replaced key still works beside its successor.
  overlap_ends_at timestamptz,
  CHECK ((rate_limit_rps IS NULL) = (rate_limit_burst IS NULL)),
  CHECK ((replaced_by IS NULL) = (overlap_ends_at IS NULL)),
  CONSTRAINT api_keys_lookup_key UNIQUE (key_lookup),
  CONSTRAINT api_keys_team FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
  CONSTRAINT api_keys_project FOREIGN KEY (org_id, team_id, project_id) REFERENCES projects (org_id, team_id, id),
  CHECK (project_id IS NULL OR team_id IS NOT NULL)
);
CREATE INDEX api_keys_prefix ON api_keys (key_prefix);
CREATE INDEX api_keys_org ON api_keys (org_id, id);
CREATE INDEX api_keys_team ON api_keys (org_id, team_id) WHERE team_id IS NOT NULL;
CREATE INDEX api_keys_user ON api_keys (org_id, user_id) WHERE user_id IS NOT NULL;

CREATE TABLE mcp_servers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id),
  name varchar(100) NOT NULL,
  transport jsonb NOT NULL,
  url varchar(500) GENERATED ALWAYS AS (transport ->> 'url') STORED,
  auth_type varchar(50) NOT NULL DEFAULT 'none',
  -- An encrypted credential (see src/secrets); null where auth_type is `none`.
  auth_config jsonb,
  settings jsonb NOT NULL DEFAULT '{}',
  timeout_ms integer GENERATED ALWAYS AS ((settings ->> 'timeoutMs')::integer) STORED,
  enabled boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((auth_type = 'none') = (auth_config IS NULL)),
  CONSTRAINT mcp_servers_name_key UNIQUE (org_id, name)
);

-- Append-only: the service may insert and read. One partition a month, made ahead of time; what falls outside goes to the
-- default one rather than failing the change that it records.
CREATE TABLE audit_logs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL,
  actor_type varchar(50) NOT NULL CHECK (actor_type IN ('user', 'api_key', 'system')),
  actor_id uuid,
  action varchar(100) NOT NULL,
  resource_type varchar(100) NOT NULL,
  resource_id uuid,
  details jsonb,
  ip_address inet,
  user_agent text,
  request_id varchar(128),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (created_at, id)
) PARTITION BY RANGE (created_at);
CREATE INDEX audit_logs_org ON audit_logs (org_id, created_at DESC);
CREATE TABLE audit_logs_default PARTITION OF audit_logs DEFAULT;

-- What is to be published once its transaction has committed.
CREATE TABLE auth_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id uuid NOT NULL,
  topic text NOT NULL,
  message text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
);
CREATE INDEX auth_outbox_pending ON auth_outbox (id) WHERE published_at IS NULL;
CREATE INDEX auth_outbox_published ON auth_outbox (published_at) WHERE published_at IS NOT NULL;
