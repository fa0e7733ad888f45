import { AUDIT_TOPIC, auditEvent, type Actor } from '@gatewayops/access';
import { GatewayOpsError, type CostExportQuery } from '@gatewayops/contracts';
import type { ClickHouse } from '@gatewayops/clickhouse';
import { csvLine, formatMicroUsd } from '@gatewayops/domain';
import { addToOutbox, TenantTransactions } from '@gatewayops/postgres';
import { OUTBOX_TABLE } from '../prices/price-book.js';
import { toolOf } from './answers.js';
import { groupCountQuery, groupsQuery, type GroupDimension, type GroupRow } from './cost-queries.js';
import { invalid, periodOf } from './period.js';

const ROUTE = 'GET /v1/costs/export';
const LINES_MAX = 100_000;
const LINES_A_PART = 5_000;

type Cells = Record<string, string | number>;

export interface CostExportsOptions {
  clickhouse: ClickHouse;
  transactions: TenantTransactions;
  /** Longest period, days. */
  rangeDaysMax: number;
  /** Has the outbox published. */
  nudge: () => void;
}

/** Hands out what one organisation spent, as text. Who did so is in the audit log. */
export class CostExports {
  constructor(private readonly options: CostExportsOptions) {}

  /**
   * Lines in the order of their groups, in parts; with the names of the columns first where it is CSV.
   * @throws GatewayOpsError `validation_error` where there would be more than 100,000
   */
  async lines(orgId: string, actor: Actor, query: CostExportQuery): Promise<AsyncGenerator<string>> {
    const { clickhouse, rangeDaysMax } = this.options;
    const { by, format } = query;
    const period = periodOf(query, rangeDaysMax);
    const [counted] = await groupCountQuery.run(clickhouse, orgId, { ...period, dimension: by }, { route: ROUTE });
    if ((counted?.groups ?? 0) > LINES_MAX)
      throw invalid('by', `makes more than ${LINES_MAX} lines: ask for a shorter period`);
    await this.record(orgId, actor, query);
    return this.parts(orgId, { ...period, dimension: by }, format === 'csv' ? asCsv(by) : asJson(by));
  }

  private async *parts(
    orgId: string,
    asked: { startDate: string; endDate: string; dimension: GroupDimension },
    text: { header: string; line: (row: GroupRow) => string },
  ): AsyncGenerator<string> {
    yield text.header;
    let after: string | null = null;
    for (let sent = 0; sent < LINES_MAX; sent += LINES_A_PART) {
      const page = { started: after === null ? 0 : 1, after: after ?? '', limit: LINES_A_PART };
      const rows: GroupRow[] = await groupsQuery.run(
        this.options.clickhouse,
        orgId,
        { ...asked, ...page },
        { route: ROUTE },
      );
      yield rows.map(text.line).join('');
      if (rows.length < LINES_A_PART) return;
      after = rows.at(-1)?.group ?? null;
    }
    // Groups that came while it was sent: one that ends early breaks off the connection.
    throw new GatewayOpsError('internal_error');
  }

  private async record(orgId: string, actor: Actor, query: CostExportQuery): Promise<void> {
    const details = { what: 'costs', ...query };
    const event = auditEvent({
      orgId,
      actor,
      action: 'export.requested',
      resourceType: 'costs',
      resourceId: null,
      details,
    });
    await this.options.transactions.run(orgId, (manager) =>
      addToOutbox(manager, OUTBOX_TABLE, { orgId, topic: AUDIT_TOPIC, message: JSON.stringify(event) }),
    );
    this.options.nudge();
  }
}

/** Amounts stand twice: in dollars, exactly, and in micro-dollars. */
function cellsOf(by: GroupDimension, row: GroupRow): Cells {
  const { group, calls, input_tokens, output_tokens, cost_micro_usd } = row;
  const tool = toolOf(group);
  const named: Cells = by === 'tool' ? { mcp_server: tool.mcp_server, tool: tool.tool ?? '' } : { [by]: group };
  return { ...named, calls, input_tokens, output_tokens, cost_usd: formatMicroUsd(cost_micro_usd), cost_micro_usd };
}

const NO_GROUP: GroupRow = { group: '/', calls: 0, input_tokens: 0, output_tokens: 0, cost_micro_usd: 0 };

const asCsv = (by: GroupDimension) => ({
  header: csvLine(Object.keys(cellsOf(by, NO_GROUP))),
  line: (row: GroupRow) => csvLine(Object.values(cellsOf(by, row))),
});

const asJson = (by: GroupDimension) => ({
  header: '',
  line: (row: GroupRow) => `${JSON.stringify(cellsOf(by, row))}\n`,
});
