-- Each row is seen and written by its own organisation only; without one there are none.
ALTER TABLE price_cards ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_cards FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON price_cards
  USING (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  WITH CHECK (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

ALTER TABLE budgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE budgets FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON budgets
  USING (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  WITH CHECK (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

ALTER TABLE cost_outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE cost_outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_writes ON cost_outbox FOR INSERT
  WITH CHECK (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
CREATE POLICY relay ON cost_outbox USING (current_setting('app.relay', true) = 'on');
