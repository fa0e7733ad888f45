-- Adds the spans of each insert to `traces`. An event brings a whole call, so its root and its attempts are in one block.
CREATE MATERIALIZED VIEW IF NOT EXISTS traces_mv TO traces AS
SELECT
    org_id,
    toStartOfHour(call_start) AS start_hour,
    trace_id,
    min(spans.start_time) AS start_time,
    max(spans.end_time) AS end_time,
    count() AS span_count,
    countIf(kind = 'call') AS call_count,
    countIf(kind = 'call' AND status = 'error') AS error_count,
    countIf(kind = 'call' AND status = 'timeout') AS timeout_count,
    sumIf(cost, kind = 'call') AS total_cost,
    argMinState(
        tuple(key_id, user_id, team_id, project_id, toString(environment), toString(agent_name)),
        spans.start_time
    ) AS first_call,
    groupUniqArrayIf(50)(assumeNotNull(error_message), error_message != '') AS error_messages,
    groupUniqArray(100)(key_id) AS key_ids,
    groupUniqArrayIf(100)(user_id, user_id != '') AS user_ids,
    groupUniqArrayIf(100)(team_id, team_id != '') AS team_ids,
    groupUniqArray(100)(toString(environment)) AS environments,
    groupUniqArray(100)(toString(agent_name)) AS agent_names,
    groupUniqArray(100)(toString(mcp_server)) AS mcp_servers,
    groupUniqArrayIf(100)(tool_name, tool_name != '') AS tool_names
FROM spans
GROUP BY org_id, start_hour, trace_id
