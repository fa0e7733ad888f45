-- Costs by the hour and by who made them and which server took them. Read with sum() and GROUP BY, merged or not.
CREATE TABLE IF NOT EXISTS cost_hourly (
    org_id String COMMENT 'Organisation (UUID)',
    hour DateTime('UTC') COMMENT 'Hour of the calls, UTC',
    team_id String COMMENT 'Team (UUID); empty where the key has none',
    mcp_server LowCardinality(String) COMMENT 'Name of the MCP server',
    user_id String COMMENT 'User (UUID); empty where the key has none',
    key_id String COMMENT 'API key (UUID)',
    environment LowCardinality(String) COMMENT 'Environment of the key',
    total_cost SimpleAggregateFunction(sum, Decimal(38, 6)) COMMENT 'US dollars, exact to the micro-dollar',
    call_count SimpleAggregateFunction(sum, UInt64) COMMENT 'Priced calls',
    total_input_tokens SimpleAggregateFunction(sum, UInt64) COMMENT 'Tokens in',
    total_output_tokens SimpleAggregateFunction(sum, UInt64) COMMENT 'Tokens out'
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (org_id, hour, team_id, mcp_server, user_id, key_id, environment)
TTL hour + INTERVAL 365 DAY DELETE
SETTINGS
    index_granularity = 8192,
    merge_selector_base = 16,
    non_replicated_deduplication_window = 100000,
    replicated_deduplication_window = 100000,
    replicated_deduplication_window_seconds = 2592000
