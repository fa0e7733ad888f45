import { McpTransport, OpenApiSummary } from '@gatewayops/contracts';
import { z } from 'zod';

const [HttpTransport, StdioTransport, OpenApiTransport] = McpTransport.options;

/** A transport as it is stored: an OpenAPI document has a column of its own, so that lists leave it where it is. */
export const StoredTransport = z.discriminatedUnion('type', [
  HttpTransport,
  StdioTransport,
  OpenApiTransport.extend({ document: OpenApiSummary }),
]);
export type StoredTransport = z.infer<typeof StoredTransport>;

/** The transport for a gateway. @param document null where gateways ask for it by itself */
export function withDocument(transport: StoredTransport, document: string | null): McpTransport {
  return transport.type === 'openapi' ? { ...transport, document } : transport;
}
