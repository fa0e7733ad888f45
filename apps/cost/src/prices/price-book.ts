import { CONFIG_CHANGES_CHANNEL, GatewayOpsError, MicroUsd, PriceCard, Uuid, type ConfigChange, type CreatePriceRequest, type Price, type PriceBook as Book, type PriceListResponse } from '@gatewayops/contracts'; // prettier-ignore
import { AUDIT_TOPIC, auditEvent, type Actor } from '@gatewayops/access';
import { CursorCodec } from '@gatewayops/clickhouse';
import { formatMicroUsd } from '@gatewayops/domain';
import { addToOutbox, execute, queryRow, queryRows, type EntityManager, type TenantTransactions } from '@gatewayops/postgres'; // prettier-ignore
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** Cards of an organisation that may be in force at once: the gateway keeps all of them in memory. */
export const CARDS_MAX = 1_000;
export const OUTBOX_TABLE = 'cost_outbox';

const Position = z.tuple([Uuid]);

const CardRow = z
  .object({
    id: Uuid,
    version: z.number().int(),
    mcp_server: z.string(),
    tool: z.string(),
    price_micro_usd: z.string().transform(Number).pipe(MicroUsd),
    ended: z.boolean(),
    valid_from: z.string(),
  })
  .strict();
type CardRow = z.infer<typeof CardRow>;

const COLUMNS = 'id, version, mcp_server, tool, price_micro_usd, ended, valid_from';
/** The latest version of each card is the one in force, unless it ends the card. */
const LATEST = `SELECT DISTINCT ON (id) ${COLUMNS} FROM price_cards ORDER BY id, version DESC`;

/** The price book of each organisation. Row-level security keeps them apart; every statement also runs in one's own. */
export class PriceBook {
  private readonly cursors: CursorCodec<typeof Position>;

  constructor(
    private readonly transactions: TenantTransactions,
    cursorSecret: string,
    private readonly onChanged: () => void,
  ) {
    this.cursors = new CursorCodec(cursorSecret, Position);
  }

  /** A new card, or the next version of the one with the same patterns. `conflict` when the book is full. */
  async set(orgId: string, actor: Actor, request: CreatePriceRequest): Promise<Price> {
    const row = await this.transactions.run(orgId, async (manager) => {
      await lockBook(manager, orgId);
      const latest = await queryRow(
        manager,
        CardRow,
        `SELECT ${COLUMNS} FROM price_cards WHERE mcp_server = $1 AND tool = $2 ORDER BY version DESC LIMIT 1`,
        [request.mcp_server, request.tool],
      );
      if (!latest || latest.ended) await this.refuseFullBook(manager);
      const next = { ...request, id: latest?.id ?? randomUUID(), version: (latest?.version ?? 0) + 1 };
      return addVersion(manager, orgId, actor, { ...next, ended: false });
    });
    this.onChanged();
    return priceAnswer(row);
  }

  /** Ends a card from now on. `not_found` where there is none in force. */
  async end(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.run(orgId, async (manager) => {
      await lockBook(manager, orgId);
      const latest = await queryRow(
        manager,
        CardRow,
        `SELECT ${COLUMNS} FROM price_cards WHERE id = $1 ORDER BY version DESC LIMIT 1`,
        [id],
      );
      if (!latest || latest.ended) throw new GatewayOpsError('not_found');
      return addVersion(manager, orgId, actor, { ...latest, version: latest.version + 1, ended: true });
    });
    this.onChanged();
  }

  /** A page of the cards in force, in the order of their ids. */
  async list(orgId: string, page: { limit: number; cursor?: string | undefined }): Promise<PriceListResponse> {
    const list = ['prices', orgId];
    const [after] = page.cursor ? this.cursors.decode(list, page.cursor) : [null];
    const rows = await this.transactions.run(orgId, (manager) =>
      queryRows(
        manager,
        CardRow,
        `SELECT * FROM (${LATEST}) AS latest WHERE NOT ended AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
        [after, page.limit + 1],
      ),
    );
    const shown = rows.slice(0, page.limit);
    const last = rows.length > page.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(priceAnswer),
      cursor: last ? this.cursors.encode(list, [last.id]) : null,
      has_more: last !== undefined,
    };
  }

  /** Every card in force, for the gateway. */
  async inForce(orgId: string): Promise<Book> {
    const rows = await this.transactions.run(orgId, (manager) =>
      queryRows(manager, CardRow, `SELECT * FROM (${LATEST}) AS latest WHERE NOT ended LIMIT ${CARDS_MAX}`),
    );
    return { cards: rows.map(cardOf) };
  }

  private async refuseFullBook(manager: EntityManager): Promise<void> {
    const found = await queryRow(
      manager,
      z.object({ cards: z.coerce.number() }),
      `SELECT count(*) AS cards FROM (${LATEST}) AS latest WHERE NOT ended`,
    );
    if ((found?.cards ?? 0) < CARDS_MAX) return;
    throw new GatewayOpsError('conflict', { message: `An organisation may have ${CARDS_MAX} prices: end one first.` });
  }
}

/** Changes of one book stand in a row, so that versions have no gap and none is lost. */
async function lockBook(manager: EntityManager, orgId: string): Promise<void> {
  await execute(manager, `SELECT pg_advisory_xact_lock(hashtextextended('price-book:' || $1, 0))`, [orgId]);
}

async function addVersion(
  manager: EntityManager,
  orgId: string,
  actor: Actor,
  card: Pick<CardRow, 'id' | 'version' | 'mcp_server' | 'tool' | 'price_micro_usd' | 'ended'>,
): Promise<CardRow> {
  const row = await queryRow(
    manager,
    CardRow,
    `INSERT INTO price_cards (org_id, id, version, mcp_server, tool, price_micro_usd, ended)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
    [orgId, card.id, card.version, card.mcp_server, card.tool, card.price_micro_usd, card.ended],
  );
  if (!row) throw new Error('an insert returned no row');
  const change: ConfigChange = { orgId, what: 'prices' };
  await addToOutbox(manager, OUTBOX_TABLE, { orgId, topic: CONFIG_CHANGES_CHANNEL, message: JSON.stringify(change) });
  await recordChange(manager, orgId, actor, row);
  return row;
}

async function recordChange(manager: EntityManager, orgId: string, actor: Actor, row: CardRow): Promise<void> {
  const { id: resourceId, version, mcp_server, tool, price_micro_usd, ended } = row;
  const details = { change: ended ? 'ended' : 'set', version, mcp_server, tool, price_micro_usd };
  const event = auditEvent({ orgId, actor, action: 'config.changed', resourceType: 'price', resourceId, details });
  await addToOutbox(manager, OUTBOX_TABLE, { orgId, topic: AUDIT_TOPIC, message: JSON.stringify(event) });
}

const cardOf = (row: CardRow): PriceCard => ({
  id: row.id,
  version: row.version,
  mcpServer: row.mcp_server,
  tool: row.tool,
  priceMicroUsd: row.price_micro_usd,
});

function priceAnswer({ ended: _ended, ...row }: CardRow): Price {
  return { ...row, price: Number(formatMicroUsd(row.price_micro_usd)) };
}
