-- What each call that went upstream cost. Partitioned by month only; `org_id` leads the order.
CREATE TABLE IF NOT EXISTS cost_events (
    event_id UUID COMMENT 'Id of the event (UUIDv7); unique',
    trace_id UUID COMMENT 'W3C trace id, 16 bytes; 32 hex digits on the wire',
    span_id UInt64 COMMENT 'Root span of the call, W3C span id; 16 hex digits on the wire',
    org_id String COMMENT 'Organisation (UUID); leads the order, so that one tenant reads its own granules only',
    user_id String COMMENT 'User (UUID) of the key; empty where it has none',
    team_id String COMMENT 'Team (UUID) of the key; empty where it has none',
    project_id String COMMENT 'Project (UUID) of the key; empty where it has none',
    key_id String COMMENT 'API key (UUID) of the call',
    environment LowCardinality(String) COMMENT 'Environment of the key',
    mcp_server LowCardinality(String) COMMENT 'Name of the MCP server',
    tool_name String COMMENT 'Tool or prompt name, or resource URI; empty for lists',
    timestamp DateTime64(3, 'UTC') COMMENT 'When the call was priced, UTC',
    input_tokens UInt32 COMMENT 'Tokens in, where the upstream reports them',
    output_tokens UInt32 COMMENT 'Tokens out, where the upstream reports them',
    cost Decimal64(6) COMMENT 'What the call cost in US dollars, exact to the micro-dollar',
    estimate Decimal64(6) COMMENT 'What was held for it before it went upstream, US dollars',
    currency LowCardinality(String) DEFAULT 'USD' COMMENT 'ISO 4217; USD only',
    price_card_id Nullable(UUID) COMMENT 'Price card that priced the call; null where none did',
    price_card_version Nullable(UInt32) COMMENT 'Version of that card',
    price_source Enum8('card' = 1, 'upstream' = 2, 'estimated' = 3, 'none' = 4) COMMENT 'Where the price came from',
    request_id String COMMENT 'X-Request-ID of the call',
    batch_id String COMMENT 'Token of the insert; a late replay looks for it before it inserts',
    inserted_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was stored, UTC',
    INDEX idx_trace_id trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX idx_batch_id batch_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(timestamp)
ORDER BY (org_id, timestamp, event_id)
TTL toDateTime(timestamp) + INTERVAL 365 DAY DELETE
SETTINGS
    index_granularity = 8192,
    merge_selector_base = 16,
    non_replicated_deduplication_window = 100000,
    replicated_deduplication_window = 100000,
    replicated_deduplication_window_seconds = 2592000
