import { GatewayOpsError, type McpServerTool, type McpServerToolPage, type PageQuery, type ServerToolsReport } from '@gatewayops/contracts'; // prettier-ignore

/** A page of a server's tools, in the server's order; a cursor is the place of the last one. */
export function toolPageOf({ tools, isWhole, problem }: ServerToolsReport, query: PageQuery): McpServerToolPage {
  const start = query.cursor === undefined ? 0 : placeOf(query.cursor);
  const end = Math.min(start + query.limit, tools.length);
  const has_more = end < tools.length;
  return {
    items: tools.slice(start, end).map(toolOf),
    cursor: has_more ? Buffer.from(String(end)).toString('base64url') : null,
    has_more,
    total: tools.length,
    is_whole: isWhole,
    problem,
  };
}

function placeOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  const details = [{ field: 'cursor', message: 'Use the cursor of the page before, or none.' }];
  throw new GatewayOpsError('validation_error', { details });
}

/** What a server wrote need not be what the protocol says. */
const toolOf = (tool: Record<string, unknown>): McpServerTool => ({
  name: textOf(tool['name']) ?? '',
  title: textOf(tool['title']),
  description: textOf(tool['description']),
  input_schema: objectOf(tool['inputSchema']),
  output_schema: objectOf(tool['outputSchema']),
  annotations: objectOf(tool['annotations']),
});

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
