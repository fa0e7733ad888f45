-- What a member proves who they are with besides a password or a link, as who manages members sees it: how many, and nothing
-- of the factors themselves. Null for whoever does not belong to the current organisation.
CREATE FUNCTION second_factor_of(person uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'totp', EXISTS (SELECT FROM person_totp t WHERE t.user_id = m.user_id),
           'passkeys', (SELECT count(*)::int FROM person_passkeys k WHERE k.user_id = m.user_id))
    FROM organization_members m WHERE m.org_id = current_org() AND m.user_id = person
$$;
