CREATE TABLE alert_channels (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
  type text NOT NULL CHECK (type IN ('webhook')),
  url text NOT NULL,
  -- The signing secret, AES-256-GCM under a data key of its own, which the master key wraps; see SecretBox.
  secret_sealed jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alert_channels_name UNIQUE (org_id, name)
);

CREATE TABLE alert_rules (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
  kind text NOT NULL CHECK (kind IN ('gateway_error_rate')),
  -- Hundredths of a percent: 100 is 1%.
  threshold_basis_points integer NOT NULL CHECK (threshold_basis_points BETWEEN 0 AND 9999),
  window_seconds integer NOT NULL CHECK (window_seconds BETWEEN 10 AND 3600),
  minimum_calls integer NOT NULL CHECK (minimum_calls >= 1),
  severity text NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low')),
  enabled boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alert_rules_name UNIQUE (org_id, name)
);

CREATE TABLE alert_incidents (
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  -- Null once the rule was deleted; the name stays.
  rule_id uuid REFERENCES alert_rules (id) ON DELETE SET NULL,
  rule_name text NOT NULL,
  severity text NOT NULL,
  threshold_basis_points integer NOT NULL,
  window_seconds integer NOT NULL,
  calls bigint NOT NULL,
  errors bigint NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  resolved_at timestamptz,
  resolved_calls bigint,
  resolved_errors bigint
);
-- One open incident a rule, whichever of several workers sees it first.
CREATE UNIQUE INDEX alert_incidents_open ON alert_incidents (rule_id) WHERE resolved_at IS NULL;
CREATE INDEX alert_incidents_by_org ON alert_incidents (org_id, id DESC);

-- What calls.counted events said; the event's id makes counting idempotent.
CREATE TABLE alert_windows (
  org_id uuid NOT NULL,
  event_id uuid NOT NULL,
  window_start timestamptz NOT NULL,
  mcp_server text NOT NULL,
  calls bigint NOT NULL,
  errors bigint NOT NULL,
  timeouts bigint NOT NULL,
  PRIMARY KEY (org_id, event_id)
);
CREATE INDEX alert_windows_by_time ON alert_windows (org_id, window_start) INCLUDE (calls, errors);
CREATE INDEX alert_windows_age ON alert_windows (window_start);

CREATE TABLE alert_deliveries (
  -- Sent as X-GatewayOps-Delivery: the receiver knows a repeat by it.
  id uuid PRIMARY KEY,
  org_id uuid NOT NULL,
  incident_id uuid NOT NULL REFERENCES alert_incidents (id) ON DELETE CASCADE,
  channel_id uuid NOT NULL REFERENCES alert_channels (id) ON DELETE CASCADE,
  transition text NOT NULL CHECK (transition IN ('opened', 'resolved')),
  body text NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  last_status integer,
  last_error text,
  delivered_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alert_deliveries_once UNIQUE (incident_id, channel_id, transition)
);
CREATE INDEX alert_deliveries_due ON alert_deliveries (next_attempt_at) WHERE state = 'pending';
