-- Public keys of former master keys, each with the word of the key that came after it: what was signed long ago is still checked
-- once the key itself is gone. A row that no key in force has signed is worth nothing, whoever wrote it.
CREATE TABLE audit_keys (
  key_id varchar(16) NOT NULL,
  signed_by varchar(16) NOT NULL,
  statement jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (key_id, signed_by)
);
ALTER TABLE audit_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY outside ON audit_keys USING (current_org() IS NULL) WITH CHECK (current_org() IS NULL);

-- SAML metadata that came from an address is read from there again.
ALTER TABLE sso_connections ADD COLUMN metadata_checked_at timestamptz;
-- Why it could not be taken over at last; what was read before holds.
ALTER TABLE sso_connections ADD COLUMN metadata_problem text;

-- Connections whose metadata is to be read again.
CREATE FUNCTION list_sso_metadata_due(checked_before timestamptz, row_limit integer) RETURNS TABLE (org_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.org_id, c.id FROM sso_connections c
   WHERE c.enabled AND c.provider ->> 'metadata_url' IS NOT NULL AND c.metadata_checked_at < checked_before
   ORDER BY c.metadata_checked_at LIMIT row_limit
$$;
