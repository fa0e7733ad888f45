-- Adds the cost events of each insert to `cost_hourly`.
CREATE MATERIALIZED VIEW IF NOT EXISTS cost_hourly_mv TO cost_hourly AS
SELECT
    org_id,
    toStartOfHour(timestamp) AS hour,
    team_id,
    mcp_server,
    user_id,
    key_id,
    environment,
    sum(cost) AS total_cost,
    count() AS call_count,
    sum(input_tokens) AS total_input_tokens,
    sum(output_tokens) AS total_output_tokens
FROM cost_events
GROUP BY org_id, hour, team_id, mcp_server, user_id, key_id, environment
