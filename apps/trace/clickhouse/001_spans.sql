-- Every span of every call, as the gateway recorded it: bodies and texts arrive masked.
-- Partitioned by month only (a partition an organisation would make thousands of parts an insert); `org_id` leads the order instead.
CREATE TABLE IF NOT EXISTS spans (
    org_id String COMMENT 'Organisation (UUID); leads the order, so that one tenant reads its own granules only',
    trace_id UUID COMMENT 'W3C trace id, 16 bytes; 32 hex digits on the wire',
    span_id UInt64 COMMENT 'W3C span id, 8 bytes; 16 hex digits on the wire',
    parent_span_id Nullable(UInt64) COMMENT 'Span that this one belongs to; on a root the span of the caller''s traceparent, or null',
    kind Enum8('call' = 1, 'attempt' = 2, 'wait' = 3) COMMENT 'call: the root, one a call; attempt: one try upstream; wait: a wait for a person',
    operation LowCardinality(String) COMMENT 'MCP method, e.g. tools/call; attempts add /attempt',
    mcp_server LowCardinality(String) COMMENT 'Name of the MCP server',
    tool_name String COMMENT 'Tool or prompt name, or resource URI; empty for lists',
    start_time DateTime64(3, 'UTC') COMMENT 'Start, UTC',
    end_time DateTime64(3, 'UTC') COMMENT 'End, UTC',
    call_start DateTime64(3, 'UTC') COMMENT 'Start of the call''s root span, UTC: the same on all spans of a call, so that an insert is of one partition, here and in the tables of views',
    duration_ms UInt64 COMMENT 'Duration in milliseconds, rounded from duration_us',
    duration_us UInt64 COMMENT 'Duration in microseconds, from a monotonic clock',
    status Enum8('success' = 1, 'error' = 2, 'timeout' = 3) COMMENT 'How it ended',
    request_body_base64 String EPHEMERAL '' COMMENT 'How request_body comes: not stored',
    request_body String DEFAULT toValidUTF8(base64Decode(request_body_base64)) COMMENT 'Masked, at most 64 KiB; empty where there was none' CODEC(ZSTD(1)),
    response_body_base64 String EPHEMERAL '' COMMENT 'How response_body comes: not stored',
    response_body String DEFAULT toValidUTF8(base64Decode(response_body_base64)) COMMENT 'Masked, at most 64 KiB; empty where there was none' CODEC(ZSTD(1)),
    request_size UInt32 COMMENT 'Bytes of the whole, unmasked request body',
    response_size UInt32 COMMENT 'Bytes of the whole, unmasked response body',
    cost Decimal64(6) COMMENT 'US dollars, exact to the micro-dollar; on roots only',
    error_code LowCardinality(String) COMMENT 'Code of the error table, tool_error, or rpc:<code>; empty on success',
    error_message Nullable(String) COMMENT 'Masked error text',
    attributes Map(LowCardinality(String), String) COMMENT 'Further facts, e.g. timings of the gateway''s stages',
    key_id String COMMENT 'API key (UUID) of the call',
    user_id String COMMENT 'User (UUID) of the key; empty where it has none',
    team_id String COMMENT 'Team (UUID) of the key; empty where it has none',
    project_id String COMMENT 'Project (UUID) of the key; empty where it has none',
    environment LowCardinality(String) COMMENT 'Environment of the key',
    agent_name LowCardinality(String) COMMENT 'From the key, else X-Agent-Name, else the client''s name',
    request_id String COMMENT 'X-Request-ID of the call',
    event_id UUID COMMENT 'Id of the event that brought the span; the spans of a call share it',
    batch_id String COMMENT 'Token of the insert; a late replay looks for it before it inserts',
    inserted_at DateTime('UTC') DEFAULT now() COMMENT 'When the row was stored, UTC',
    INDEX idx_batch_id batch_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(call_start)
ORDER BY (org_id, trace_id, start_time, span_id)
TTL toDateTime(start_time) + INTERVAL 30 DAY DELETE
SETTINGS
    index_granularity = 8192,
    merge_selector_base = 16,
    non_replicated_deduplication_window = 100000,
    replicated_deduplication_window = 100000,
    replicated_deduplication_window_seconds = 2592000
