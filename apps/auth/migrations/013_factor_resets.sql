-- Whether somebody belongs to another organisation than this one. Factors are a person's everywhere, so that an administrator of
-- one organisation may reset only those of who belongs to no other.
CREATE FUNCTION belongs_elsewhere(organization uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM organization_members m WHERE m.user_id = person AND m.org_id <> organization)
$$;
