-- The price book. A change is a new version of its card and an end is one, too: no row is ever changed, so that every call can be
-- traced to the words of the card that priced it.
CREATE TABLE price_cards (
  id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  org_id uuid NOT NULL,
  mcp_server text NOT NULL CHECK (length(mcp_server) BETWEEN 1 AND 100),
  tool text NOT NULL CHECK (length(tool) BETWEEN 1 AND 256),
  price_micro_usd bigint NOT NULL CHECK (price_micro_usd BETWEEN 0 AND 1000000000000),
  ended boolean NOT NULL DEFAULT false,
  valid_from timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id, version),
  UNIQUE (org_id, mcp_server, tool, version)
);

-- Limits on what may be spent. Amounts are numeric, never floating point.
CREATE TABLE budgets (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id uuid NOT NULL,
  name varchar(255) NOT NULL,
  scope_type varchar(50) NOT NULL CHECK (scope_type IN ('org', 'team', 'user', 'project')),
  scope_id uuid,
  amount numeric(10, 2) NOT NULL CHECK (amount >= 0),
  period varchar(20) NOT NULL CHECK (period IN ('daily', 'weekly', 'monthly')),
  alert_thresholds integer[] NOT NULL DEFAULT '{50, 80, 100}',
  enforce_limit boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((scope_type = 'org') = (scope_id IS NULL))
);
CREATE INDEX budgets_by_organization ON budgets (org_id, scope_type, scope_id);

-- What other services are told of once the change that it speaks of is committed.
CREATE TABLE cost_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id uuid NOT NULL,
  topic text NOT NULL,
  message text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
);
CREATE INDEX cost_outbox_pending ON cost_outbox (id) WHERE published_at IS NULL;
CREATE INDEX cost_outbox_published ON cost_outbox (published_at) WHERE published_at IS NOT NULL;
