-- Adds the calls of each insert to `calls_hourly`.
CREATE MATERIALIZED VIEW IF NOT EXISTS calls_hourly_mv TO calls_hourly AS
SELECT
    org_id,
    toStartOfHour(call_start) AS hour,
    mcp_server,
    if(startsWith(operation, 'resources/'), '', spans.tool_name) AS tool_name,
    team_id,
    user_id,
    key_id,
    environment,
    agent_name,
    count() AS calls,
    countIf(status = 'error') AS errors,
    countIf(status = 'timeout') AS timeouts,
    sum(cost) AS total_cost,
    quantilesTDigestState(0.5, 0.95, 0.99)(duration_us) AS durations
FROM spans
WHERE kind = 'call'
GROUP BY org_id, hour, mcp_server, tool_name, team_id, user_id, key_id, environment, agent_name
