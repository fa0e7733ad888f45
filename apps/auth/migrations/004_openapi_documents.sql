-- The OpenAPI document of a REST service whose operations are tools: JSON text, at most 2 MB. Beside the other columns, so that
-- lists do not read it.
ALTER TABLE mcp_servers ADD COLUMN openapi_document text;
ALTER TABLE mcp_servers ADD CONSTRAINT mcp_servers_openapi_document
  CHECK ((transport ->> 'type' = 'openapi') = (openapi_document IS NOT NULL));
