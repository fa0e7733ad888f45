-- Where an organisation's keys are used. A key names one when it is made; what is known of a key that has ended stays.
CREATE TABLE environments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL REFERENCES organizations (id),
  name varchar(16) NOT NULL CHECK (name ~ '^[a-z]{2,16}$'),
  description varchar(255) NOT NULL DEFAULT '',
  is_production boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT environments_name_key UNIQUE (org_id, name)
);
CREATE INDEX environments_org ON environments (org_id, id);

-- Organisations that are there get the three that new ones begin with, and those that their keys name.
INSERT INTO environments (org_id, name, is_production)
  SELECT o.id, e.name, e.name = 'prod' FROM organizations o CROSS JOIN (VALUES ('prod'), ('staging'), ('dev')) e (name);
INSERT INTO environments (org_id, name)
  SELECT DISTINCT k.org_id, k.environment FROM api_keys k ON CONFLICT DO NOTHING;

ALTER TABLE environments ENABLE ROW LEVEL SECURITY;
ALTER TABLE environments FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON environments USING (org_id = current_org()) WITH CHECK (org_id = current_org());
