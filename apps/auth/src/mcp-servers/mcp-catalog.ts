import { readFileSync } from 'node:fs';
import { GatewayOpsError, McpCatalogEntry, type McpCatalogPage, type PageQuery } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { pageFrom } from '../http/paging.js';

const FILE = new URL('../../assets/mcp-catalog.json', import.meta.url);

/** Servers that many use, to choose from: `assets/mcp-catalog.json`, in the order of their names. */
@Injectable()
export class McpCatalog {
  private readonly entries = z.array(McpCatalogEntry).parse(JSON.parse(readFileSync(FILE, 'utf8')));

  constructor(private readonly transactions: OrganizationTransactions) {}

  /** The same for every organisation that there is. */
  async list(orgId: string, { limit, cursor }: PageQuery): Promise<McpCatalogPage> {
    await this.transactions.read(orgId, async () => undefined);
    const after = cursor === undefined ? '' : nameOf(cursor);
    const rest = this.entries.filter(({ name }) => name > after);
    return pageFrom(rest.slice(0, limit + 1), limit, ({ name }) => name);
  }
}

function nameOf(cursor: string): string {
  const name = McpCatalogEntry.shape.name.safeParse(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (name.success) return name.data;
  const details = [{ field: 'cursor', message: 'Use the cursor of the page before, or none.' }];
  throw new GatewayOpsError('validation_error', { details });
}
