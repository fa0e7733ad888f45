-- Adds the cost events of each insert to `cost_daily`.
CREATE MATERIALIZED VIEW IF NOT EXISTS cost_daily_mv TO cost_daily AS
SELECT
    org_id,
    toDate(timestamp) AS date,
    team_id,
    mcp_server,
    user_id,
    project_id,
    key_id,
    environment,
    tool_name,
    sum(cost) AS total_cost,
    count() AS call_count,
    sum(input_tokens) AS total_input_tokens,
    sum(output_tokens) AS total_output_tokens
FROM cost_events
GROUP BY org_id, date, team_id, mcp_server, user_id, project_id, key_id, environment, tool_name
