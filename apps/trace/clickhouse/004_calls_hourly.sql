-- Calls by the hour and by all that statistics filter by, so that a period can be compared with one whose spans are gone.
-- Read with sum(), quantilesTDigestMerge() and GROUP BY, merged or not.
CREATE TABLE IF NOT EXISTS calls_hourly (
    org_id String COMMENT 'Organisation (UUID)',
    hour DateTime('UTC') COMMENT 'Hour in which the calls started, UTC',
    mcp_server LowCardinality(String) COMMENT 'Name of the MCP server',
    tool_name String COMMENT 'Tool or prompt name; empty for lists and resources, whose URIs have no end',
    team_id String COMMENT 'Team (UUID); empty where the key has none',
    user_id String COMMENT 'User (UUID); empty where the key has none',
    key_id String COMMENT 'API key (UUID)',
    environment LowCardinality(String) COMMENT 'Environment of the key',
    agent_name LowCardinality(String) COMMENT 'Agent of the calls',
    calls SimpleAggregateFunction(sum, UInt64) COMMENT 'Root spans, one a call',
    errors SimpleAggregateFunction(sum, UInt64) COMMENT 'Calls that ended in error',
    timeouts SimpleAggregateFunction(sum, UInt64) COMMENT 'Calls that ended in timeout',
    total_cost SimpleAggregateFunction(sum, Decimal(38, 6)) COMMENT 'US dollars, exact',
    durations AggregateFunction(quantilesTDigest(0.5, 0.95, 0.99), UInt64) COMMENT 'Durations of the calls in microseconds'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (org_id, hour, mcp_server, tool_name, team_id, user_id, key_id, environment, agent_name)
TTL hour + INTERVAL 400 DAY DELETE
SETTINGS
    index_granularity = 8192,
    merge_selector_base = 16,
    non_replicated_deduplication_window = 100000,
    replicated_deduplication_window = 100000,
    replicated_deduplication_window_seconds = 2592000
