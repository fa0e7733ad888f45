-- Filters of the dashboard's pages under a name: somebody's own, or shared with their organisation. They are here because they
-- belong to members, and end with them; what they filter is another service's.
CREATE TABLE saved_views (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL REFERENCES organizations (id),
  -- Whose own it is; null: shared.
  user_id uuid,
  -- Who made it; null: the operator, or somebody who has left.
  created_by uuid,
  page varchar(32) NOT NULL,
  name varchar(60) NOT NULL,
  query varchar(2048) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (user_id IS NULL OR user_id = created_by),
  CONSTRAINT saved_views_owner FOREIGN KEY (org_id, user_id)
    REFERENCES organization_members (org_id, user_id) ON DELETE CASCADE,
  CONSTRAINT saved_views_maker FOREIGN KEY (org_id, created_by)
    REFERENCES organization_members (org_id, user_id) ON DELETE SET NULL (created_by)
);
CREATE UNIQUE INDEX saved_views_own_name_key ON saved_views (org_id, user_id, page, lower(name)) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX saved_views_shared_name_key ON saved_views (org_id, page, lower(name)) WHERE user_id IS NULL;
CREATE INDEX saved_views_maker ON saved_views (org_id, created_by) WHERE created_by IS NOT NULL;

ALTER TABLE saved_views ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_views FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON saved_views USING (org_id = current_org()) WITH CHECK (org_id = current_org());
