-- Servers that are made of chosen tools of others: configuration for gateways.
CREATE TABLE virtual_servers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id),
  name varchar(100) NOT NULL,
  naming varchar(20) NOT NULL CHECK (naming IN ('prefixed', 'identity')),
  -- [{"serverId", "tool", "name", "description"}]; a server that was deleted since has no tools there.
  tools jsonb NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT virtual_servers_name_key UNIQUE (org_id, name)
);

ALTER TABLE virtual_servers ENABLE ROW LEVEL SECURITY;
ALTER TABLE virtual_servers FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON virtual_servers USING (org_id = current_org()) WITH CHECK (org_id = current_org());

-- Both kinds are called by one address, so a name is one's. The lock holds until the transaction ends: of two that take a name
-- at once, the second sees the first.
CREATE FUNCTION refuse_taken_server_name() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
DECLARE taken boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.org_id::text || ' ' || NEW.name, 0));
  IF TG_TABLE_NAME = 'mcp_servers' THEN
    SELECT EXISTS (SELECT 1 FROM virtual_servers v WHERE v.org_id = NEW.org_id AND v.name = NEW.name) INTO taken;
  ELSE
    SELECT EXISTS (SELECT 1 FROM mcp_servers s WHERE s.org_id = NEW.org_id AND s.name = NEW.name) INTO taken;
  END IF;
  IF taken THEN
    RAISE unique_violation USING CONSTRAINT = 'mcp_servers_name_key', MESSAGE = 'the name of another server';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER refuse_taken_name BEFORE INSERT OR UPDATE OF name ON mcp_servers
  FOR EACH ROW EXECUTE FUNCTION refuse_taken_server_name();
CREATE TRIGGER refuse_taken_name BEFORE INSERT OR UPDATE OF name ON virtual_servers
  FOR EACH ROW EXECUTE FUNCTION refuse_taken_server_name();
