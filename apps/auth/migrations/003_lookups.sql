-- The few statements that run before there is a principal, or over all organisations. They run as the owner, past row-level
-- security; nobody but the service's role may call them. A fixed search_path keeps other schemas' names out of them.

-- What a key is, and its organisation's generation, as of one snapshot. No row for a key that does not exist.
CREATE FUNCTION find_api_key(lookup bytea)
RETURNS TABLE (
  id uuid, org_id uuid, user_id uuid, team_id uuid, project_id uuid, key_hash text, scopes jsonb, environment text,
  agent_name text, key_rps integer, key_burst integer, team_rps integer, team_burst integer, org_rps integer,
  org_burst integer, ends_at timestamptz, revoked boolean, ended boolean, generation bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.id, k.org_id, k.user_id, k.team_id, k.project_id, k.key_hash, k.scopes, k.environment,
         k.agent_name, k.rate_limit_rps, k.rate_limit_burst, t.rate_limit_rps, t.rate_limit_burst, o.rate_limit_rps,
         o.rate_limit_burst, least(k.expires_at, k.overlap_ends_at), k.revoked_at IS NOT NULL,
         coalesce(least(k.expires_at, k.overlap_ends_at) <= clock_timestamp(), false), o.auth_generation
    FROM api_keys k
    JOIN organizations o ON o.id = k.org_id
    LEFT JOIN teams t ON t.org_id = k.org_id AND t.id = k.team_id
   WHERE k.key_lookup = lookup
$$;

-- The person with this address, made if nobody has it yet. Tells the id and nothing else.
CREATE FUNCTION claim_user(new_id uuid, address text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found uuid;
BEGIN
  INSERT INTO users (id, email) VALUES (new_id, lower(address)) ON CONFLICT (lower(email)) DO NOTHING;
  SELECT u.id INTO found FROM users u WHERE lower(u.email) = lower(address);
  RETURN found;
END $$;

-- For the operator's list of organisations: ids below `before`, newest first.
CREATE FUNCTION list_organizations(before uuid, row_limit integer) RETURNS SETOF organizations
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM organizations o WHERE before IS NULL OR o.id < before ORDER BY o.id DESC LIMIT row_limit
$$;

-- Business metrics: numbers, no rows.
CREATE FUNCTION count_organizations_and_keys() RETURNS TABLE (organizations bigint, active_keys bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (SELECT count(*) FROM organizations),
         (SELECT count(*) FROM api_keys k WHERE k.revoked_at IS NULL
             AND coalesce(least(k.expires_at, k.overlap_ends_at) > now(), true))
$$;

-- Makes the partitions of this month and the `months_ahead` after it where they are missing; gives how many it made.
CREATE FUNCTION ensure_audit_partitions(months_ahead integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first_day date;
  partition_name text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit-partitions', 0));
  FOR offset_months IN 0 .. least(months_ahead, 24) LOOP
    first_day := (date_trunc('month', now() AT TIME ZONE 'UTC') + offset_months * interval '1 month')::date;
    partition_name := 'audit_logs_' || to_char(first_day, 'YYYY_MM');
    CONTINUE WHEN to_regclass(partition_name) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I PARTITION OF audit_logs FOR VALUES FROM (%L) TO (%L)', partition_name,
      first_day::text || ' 00:00:00+00', (first_day + interval '1 month')::date::text || ' 00:00:00+00');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition_name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (org_id = current_org()) WITH CHECK (org_id = current_org())',
      partition_name);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;

SELECT ensure_audit_partitions(3);
