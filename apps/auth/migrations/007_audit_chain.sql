-- The audit log as a chain for each organisation: rows have a place (`seq`) and the hash of the row before. They come through
-- the stream and one appender at a time, see docs/audit.md. Rows of before go the same way once more: into the outbox, from
-- there to the stream, and into the chain in their order.

ALTER TABLE audit_logs NO FORCE ROW LEVEL SECURITY;
SELECT set_config('app.relay', 'on', true);
INSERT INTO auth_outbox (org_id, topic, message)
SELECT org_id, 'audit', json_build_object(
         'id', id, 'type', 'audit.recorded', 'version', 1, 'orgId', org_id,
         'occurredAt', floor(extract(epoch FROM created_at) * 1000)::bigint,
         'payload', json_build_object(
           'actorType', actor_type, 'actorId', actor_id, 'actorEmail', NULL, 'action', action,
           'resourceType', resource_type, 'resourceId', resource_id, 'details', coalesce(details, '{}'::jsonb),
           'ipAddress', host(ip_address), 'userAgent', left(user_agent, 512), 'requestId', request_id))::text
  FROM audit_logs ORDER BY created_at, id;
SELECT set_config('app.relay', '', true);
DROP TABLE audit_logs;

-- Append-only: the service may insert and read. Partitioned by when a row was appended, so that a month is a piece of the
-- chain and can be archived as one. What falls outside the partitions goes to the default one.
CREATE TABLE audit_logs (
  org_id uuid NOT NULL,
  seq bigint NOT NULL CHECK (seq > 0),
  id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  event_type varchar(100) NOT NULL,
  actor_type varchar(50) NOT NULL CHECK (actor_type IN ('user', 'api_key', 'system')),
  actor_id uuid,
  actor_email varchar(320),
  -- Text and not inet: what is hashed must come back letter by letter.
  ip_address varchar(64),
  user_agent varchar(512),
  resource_type varchar(100) NOT NULL,
  resource_id uuid,
  details jsonb NOT NULL,
  request_id varchar(128),
  prev_hash bytea NOT NULL CHECK (length(prev_hash) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (org_id, seq, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX audit_logs_time ON audit_logs (org_id, occurred_at);
CREATE INDEX audit_logs_type ON audit_logs (org_id, event_type text_pattern_ops, seq);
CREATE INDEX audit_logs_actor ON audit_logs (org_id, actor_id, seq) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_logs_resource ON audit_logs (org_id, resource_id, seq) WHERE resource_id IS NOT NULL;
CREATE TABLE audit_logs_default PARTITION OF audit_logs DEFAULT;

-- A unique key of a partitioned table must hold its partition key, so this table is what keeps an event from being appended
-- twice, and a place from being given twice.
CREATE TABLE audit_entries (
  org_id uuid NOT NULL,
  event_id uuid NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (org_id, event_id),
  CONSTRAINT audit_entries_seq UNIQUE (org_id, seq)
);

-- Where each chain ends. Who appends holds the row until the end of its transaction: one appender an organisation.
CREATE TABLE audit_heads (
  org_id uuid PRIMARY KEY,
  seq bigint NOT NULL DEFAULT 0,
  hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (length(hash) = 32),
  recorded_at timestamptz NOT NULL DEFAULT to_timestamp(0),
  -- Rows up to this one are in the archive and no longer in the table.
  archived_seq bigint NOT NULL DEFAULT 0,
  archived_hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (length(archived_hash) = 32),
  CHECK (archived_seq <= seq)
);

-- Months that are in the archive, each with its signed manifest, so that the chain can be followed without the archive.
CREATE TABLE audit_archives (
  org_id uuid NOT NULL,
  month date NOT NULL,
  last_seq bigint NOT NULL,
  manifest jsonb NOT NULL,
  archived_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, month)
);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['audit_logs', 'audit_logs_default', 'audit_entries', 'audit_heads', 'audit_archives']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON %I USING (org_id = current_org()) WITH CHECK (org_id = current_org())', tenant_table);
    -- For the functions below, which run as the owner.
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', tenant_table);
  END LOOP;
END $$;

SELECT ensure_audit_partitions(3);

-- Chains in the order of their organisation, from the one after `after_org`: for who signs and verifies them all.
CREATE FUNCTION list_audit_chains(after_org uuid, row_limit integer) RETURNS TABLE (org_id uuid, seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.org_id, h.seq FROM audit_heads h WHERE after_org IS NULL OR h.org_id > after_org ORDER BY h.org_id LIMIT row_limit
$$;

-- The oldest month that is still in the table, of each organisation whose retention of it is over.
CREATE FUNCTION list_audit_months_due(row_limit integer) RETURNS TABLE (org_id uuid, month date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.org_id, date_trunc('month', oldest.recorded_at AT TIME ZONE 'UTC')::date
    FROM audit_heads h
    LEFT JOIN organizations o ON o.id = h.org_id
   CROSS JOIN LATERAL (SELECT l.recorded_at FROM audit_logs l WHERE l.org_id = h.org_id ORDER BY l.seq LIMIT 1) oldest
   WHERE (date_trunc('month', oldest.recorded_at AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC'
           + greatest(coalesce((o.settings ->> 'audit_retention_days')::integer, 365), 365) * interval '1 day' <= now()
   LIMIT row_limit
$$;

-- Takes the next `row_limit` rows of an organisation off the beginning of its table, if all of them are in an archive and older
-- than a year; gives the place of the last one taken. The service's role has no other way to remove a row.
CREATE FUNCTION remove_archived_audit_rows(of_org uuid, row_limit integer) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_heads%ROWTYPE;
  archived_to bigint;
  last_seq bigint;
  last_hash bytea;
  taken bigint;
BEGIN
  SELECT * INTO head FROM audit_heads h WHERE h.org_id = of_org FOR UPDATE;
  SELECT max(a.last_seq) INTO archived_to FROM audit_archives a WHERE a.org_id = of_org;
  IF archived_to IS NULL OR archived_to <= head.archived_seq OR row_limit < 1 THEN
    RETURN head.archived_seq;
  END IF;
  last_seq := least(head.archived_seq + row_limit, archived_to);
  SELECT l.hash INTO STRICT last_hash FROM audit_logs l WHERE l.org_id = of_org AND l.seq = last_seq;
  DELETE FROM audit_logs l
   WHERE l.org_id = of_org AND l.seq > head.archived_seq AND l.seq <= last_seq AND l.recorded_at < now() - interval '365 days';
  GET DIAGNOSTICS taken = ROW_COUNT;
  IF taken <> last_seq - head.archived_seq THEN
    RAISE EXCEPTION 'rows % to % of the audit log of % are not all there and older than a year', head.archived_seq + 1, last_seq, of_org;
  END IF;
  DELETE FROM audit_entries e WHERE e.org_id = of_org AND e.seq > head.archived_seq AND e.seq <= last_seq;
  UPDATE audit_heads h SET archived_seq = last_seq, archived_hash = last_hash WHERE h.org_id = of_org;
  RETURN last_seq;
END $$;
