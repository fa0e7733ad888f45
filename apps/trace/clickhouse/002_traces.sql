-- One trace is everything under one (org_id, trace_id): twenty calls of one run under one traceparent are one trace.
-- Rows are partial sums by the hour until a read groups them by trace_id; read with GROUP BY, merged or not.
-- The hour stands before the id so that a page of a list reads the hours it shows; the bloom filter finds single ids.
CREATE TABLE IF NOT EXISTS traces (
    org_id String COMMENT 'Organisation (UUID)',
    start_hour DateTime('UTC') COMMENT 'Hour in which the calls of this row started, UTC',
    trace_id UUID COMMENT 'W3C trace id; 32 hex digits on the wire',
    start_time SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Start of the first call, UTC',
    end_time SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'End of the last call, UTC',
    span_count SimpleAggregateFunction(sum, UInt64) COMMENT 'Spans of all kinds',
    call_count SimpleAggregateFunction(sum, UInt64) COMMENT 'Root spans, one a call',
    error_count SimpleAggregateFunction(sum, UInt64) COMMENT 'Calls that ended in error',
    timeout_count SimpleAggregateFunction(sum, UInt64) COMMENT 'Calls that ended in timeout',
    total_cost SimpleAggregateFunction(sum, Decimal(38, 6)) COMMENT 'US dollars over the root spans, exact',
    first_call AggregateFunction(argMin, Tuple(key_id String, user_id String, team_id String, project_id String, environment String, agent_name String), DateTime64(3, 'UTC')) COMMENT 'Who made the first call',
    error_messages SimpleAggregateFunction(groupUniqArrayArray(50), Array(String)) COMMENT 'Masked error texts of any span, the first 50 that differ',
    key_ids SimpleAggregateFunction(groupUniqArrayArray(100), Array(String)) COMMENT 'Keys of the calls, to filter by; at most 100, as all lists here',
    user_ids SimpleAggregateFunction(groupUniqArrayArray(100), Array(String)) COMMENT 'Users of the calls',
    team_ids SimpleAggregateFunction(groupUniqArrayArray(100), Array(String)) COMMENT 'Teams of the calls',
    environments SimpleAggregateFunction(groupUniqArrayArray(100), Array(String)) COMMENT 'Environments of the calls',
    agent_names SimpleAggregateFunction(groupUniqArrayArray(100), Array(String)) COMMENT 'Agents of the calls',
    mcp_servers SimpleAggregateFunction(groupUniqArrayArray(100), Array(String)) COMMENT 'MCP servers of the calls',
    tool_names SimpleAggregateFunction(groupUniqArrayArray(100), Array(String)) COMMENT 'Tools, prompts and resources of the calls',
    tags SimpleAggregateFunction(anyLast, Map(String, String)) COMMENT 'Labels of the trace; nothing sets them yet',
    INDEX idx_trace_id trace_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(start_hour)
ORDER BY (org_id, start_hour, trace_id)
TTL start_hour + INTERVAL 90 DAY DELETE
SETTINGS
    index_granularity = 8192,
    merge_selector_base = 16,
    non_replicated_deduplication_window = 100000,
    replicated_deduplication_window = 100000,
    replicated_deduplication_window_seconds = 2592000
