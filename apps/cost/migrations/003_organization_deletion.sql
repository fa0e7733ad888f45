-- Erases what the current organisation, which was deleted, has here; gives how many rows. The service's role cannot remove a
-- price card in any other way. What it has told the audit log stays.
CREATE FUNCTION erase_cost_rows() RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  organization uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  cards bigint;
  kept bigint;
BEGIN
  DELETE FROM price_cards WHERE org_id = organization;
  GET DIAGNOSTICS cards = ROW_COUNT;
  DELETE FROM budgets WHERE org_id = organization;
  GET DIAGNOSTICS kept = ROW_COUNT;
  RETURN cards + kept;
END $$;
