-- What an organisation has masked beyond what always is. No row: nothing.
CREATE TABLE masking_rules (
  org_id uuid PRIMARY KEY REFERENCES organizations (id),
  -- Null: as the installation has it.
  mask_email boolean,
  -- Names of members of JSON.
  fields jsonb NOT NULL,
  -- [{"name", "pattern", "replacement"}]
  patterns jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE masking_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE masking_rules FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON masking_rules USING (org_id = current_org()) WITH CHECK (org_id = current_org());
