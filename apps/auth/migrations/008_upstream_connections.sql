-- What organisations and people were let in with at MCP servers by OAuth. Tokens are sealed (src/credentials/store), or kept in
-- Vault with only their place here.

ALTER TABLE mcp_servers ADD CONSTRAINT mcp_servers_org_id_key UNIQUE (org_id, id);

CREATE TABLE upstream_connections (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  server_id uuid NOT NULL,
  -- null: the organisation's own, by client credentials.
  user_id uuid,
  issuer text NOT NULL,
  resource text NOT NULL,
  scope text NOT NULL DEFAULT '',
  -- A digest of the address, and for client credentials of the credential too: tokens made for another are not sent.
  made_for varchar(64) NOT NULL,
  state varchar(20) NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'needs_reconnect')),
  problem text,
  secret jsonb,
  -- Rises with each set of tokens: an answer to an older one is not stored over a newer.
  token_version bigint NOT NULL DEFAULT 0,
  expires_at timestamptz,
  -- From then on the tokens are renewed ahead of time; null where there is nothing to renew them with.
  refresh_at timestamptz,
  -- Whether the authorization server gave a new refresh token at the last renewal; null: there was none yet.
  rotates boolean,
  -- Who renews holds a lock until `refresh_until`. `asked` is written before the request leaves: who takes over then knows that
  -- the token may have been used up.
  refresh_phase varchar(10) CHECK (refresh_phase IN ('taken', 'asked')),
  refresh_until timestamptz,
  refresh_fence bigint NOT NULL DEFAULT 0,
  -- After a failure that says nothing of the tokens.
  retry_at timestamptz,
  refreshed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT upstream_connections_place_key UNIQUE NULLS NOT DISTINCT (org_id, server_id, user_id, issuer, resource),
  CONSTRAINT upstream_connections_server FOREIGN KEY (org_id, server_id) REFERENCES mcp_servers (org_id, id) ON DELETE CASCADE,
  CONSTRAINT upstream_connections_member FOREIGN KEY (org_id, user_id)
    REFERENCES organization_members (org_id, user_id) ON DELETE CASCADE
);
CREATE INDEX upstream_connections_user ON upstream_connections (org_id, user_id, id);
CREATE INDEX upstream_connections_due ON upstream_connections (refresh_at) WHERE state = 'active' AND refresh_at IS NOT NULL;

-- Clients that we registered as at authorization servers, one for each issuer: what one gave is never shown to another.
CREATE TABLE upstream_clients (
  org_id uuid NOT NULL REFERENCES organizations (id),
  issuer text NOT NULL,
  redirect_uri text NOT NULL,
  secret jsonb NOT NULL,
  expires_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, issuer, redirect_uri)
);

-- Tokens of connections that ended, until their authorization servers were told.
CREATE TABLE upstream_revocations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id),
  connection_id uuid NOT NULL,
  secret jsonb NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX upstream_revocations_due ON upstream_revocations (next_at);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['upstream_connections', 'upstream_clients', 'upstream_revocations']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = current_org()) WITH CHECK (org_id = current_org())', tenant_table);
  END LOOP;
END $$;
CREATE POLICY lookups ON upstream_connections FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookups ON upstream_revocations FOR SELECT TO CURRENT_USER USING (true);

-- However a connection ends (by itself, with its server, with its member), its tokens are queued for revocation and gateways
-- are told to forget them, in the same transaction.
CREATE FUNCTION end_upstream_connection() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF OLD.secret IS NOT NULL THEN
    INSERT INTO upstream_revocations (org_id, connection_id, secret) VALUES (OLD.org_id, OLD.id, OLD.secret);
  END IF;
  INSERT INTO auth_outbox (org_id, topic, message)
    VALUES (OLD.org_id, 'config', json_build_object('orgId', OLD.org_id, 'what', 'connections')::text);
  RETURN NULL;
END $$;
CREATE TRIGGER end_upstream_connection AFTER DELETE ON upstream_connections
  FOR EACH ROW EXECUTE FUNCTION end_upstream_connection();

-- Over all organisations: what is to be renewed, and what is to be revoked, the most urgent first.
CREATE FUNCTION due_upstream_refreshes(row_limit integer) RETURNS TABLE (org_id uuid, id uuid, token_version bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.org_id, c.id, c.token_version FROM upstream_connections c
   WHERE c.state = 'active' AND c.refresh_at <= now() AND (c.refresh_until IS NULL OR c.refresh_until < now())
     AND (c.retry_at IS NULL OR c.retry_at <= now())
   ORDER BY c.refresh_at LIMIT least(row_limit, 1000)
$$;
CREATE FUNCTION due_upstream_revocations(row_limit integer) RETURNS TABLE (org_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.org_id, r.id FROM upstream_revocations r WHERE r.next_at <= now() ORDER BY r.next_at LIMIT least(row_limit, 1000)
$$;
