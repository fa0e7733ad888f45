import type { ClickHouse } from '@gatewayops/clickhouse';
import { describe, expect, it } from '@jest/globals';
import type { SpanRow } from './span-query.js';
import type { TraceRow } from './trace-queries.js';
import { Traces } from './traces.js';

const ORG = '01890000-0000-7000-8000-000000000001';
const TRACE = '0af7651916cd43dd8448eb211c80319c';

const who = { key_id: '', user_id: '', team_id: '', project_id: '', environment: '', agent_name: '' };
const span: SpanRow = {
  span_id: 'b7ad6b7169203331', trace_id: TRACE, parent_span_id: null, kind: 'call', operation: 'tools/call',
  mcp_server: 'files', tool_name: 'read', start_ms: 1, end_ms: 2, duration_ms: 1, duration_us: 1_000, status: 'success',
  request_body: '', response_body: '', request_size: 0, response_size: 0, cost_micro_usd: 0, error_code: '',
  error_message: null, attributes: {}, request_id: '', ...who,
}; // prettier-ignore
const trace: TraceRow = {
  id: TRACE, started_ms: 1, ended_ms: 2, span_count: 1, call_count: 1, error_count: 0, timeout_count: 0,
  cost_micro_usd: 0, first: who, error_messages: [], key_ids: [], user_ids: [], team_ids: [], environments: [],
  agent_names: [], mcp_servers: [], tool_names: [],
}; // prettier-ignore

/** Answers the reads in turn and then with nothing, as `<name of the query>: rows`. */
function tracesOver(answers: [operation: string, rows: object[]][]): Traces {
  const select = (_sql: string, { operation }: { operation: string }): Promise<object[]> => {
    const [name, rows] = answers.shift() ?? [operation, []];
    expect(operation).toBe(name);
    return Promise.resolve(rows);
  };
  return new Traces({ clickhouse: { select } as unknown as ClickHouse, cursorSecret: 'secret', rangeDaysMax: 30 });
}

describe('the spans of a trace', () => {
  it('that is stored while they are read are all there', async () => {
    const traces = tracesOver([
      ['span_list', []],
      ['trace_get', [trace]],
      ['span_list', [span]],
    ]);
    const { spans } = await traces.spans(ORG, TRACE, { limit: 10 }, '/spans');
    expect(spans).toHaveLength(1);
  });

  it('that has outlived them are none', async () => {
    const traces = tracesOver([
      ['span_list', []],
      ['trace_get', [trace]],
      ['span_list', []],
    ]);
    await expect(traces.spans(ORG, TRACE, { limit: 10 }, '/spans')).resolves.toMatchObject({ spans: [], cursor: null });
  });

  it('that does not exist are not found', async () => {
    await expect(tracesOver([['span_list', []]]).spans(ORG, TRACE, { limit: 10 }, '/spans')).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
