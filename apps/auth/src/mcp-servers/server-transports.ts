import { GatewayOpsError, type NewServerTransport } from '@gatewayops/contracts';
import { checkOpenApiDocument, OpenApiFaults, type OpenApiReport } from '@gatewayops/mcp/openapi';
import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { AddressGuard } from './address-guard.js';
import { toTransport } from './server-json.js';
import { documentBytesBeside, type ServerRow } from './server-rows.js';

const DOCUMENTS_BYTES_MAX = 32 * 1024 * 1024;
const LEFT_OUT_MAX = 50;

/** Checks what servers are to be reached by. */
@Injectable()
export class ServerTransports {
  constructor(private readonly addresses: AddressGuard) {}

  /** @throws GatewayOpsError `validation_error` about the address, or about what is wrong with an OpenAPI document and where */
  async checked(transport: NewServerTransport): Promise<Pick<ServerRow, 'transport' | 'document'>> {
    if (transport.type !== 'openapi') {
      if (transport.type === 'streamable-http') await this.addresses.check(transport.url);
      return { transport: toTransport(transport), document: null };
    }
    const { type, base_url: given, document } = transport;
    if (given !== undefined) await this.addresses.check(given, 'transport.base_url');
    const report = await reportOn(document);
    const baseUrl = given ?? urlIn(report);
    if (given === undefined) await this.addresses.check(baseUrl, 'transport.document');
    const { openapi, title, version, bytes, tools } = report;
    const left_out = report.leftOut.slice(0, LEFT_OUT_MAX);
    return { transport: { type, baseUrl, document: { openapi, title, version, bytes, tools, left_out } }, document };
  }
}

function urlIn({ serverUrl }: OpenApiReport): string {
  if (serverUrl !== null) return serverUrl;
  const message = 'The document names no server by an absolute URL: send one here.';
  throw new GatewayOpsError('validation_error', { details: [{ field: 'transport.base_url', message }] });
}

async function reportOn(document: string): Promise<OpenApiReport> {
  try {
    return await checkOpenApiDocument(document);
  } catch (error) {
    if (!(error instanceof OpenApiFaults)) throw error;
    const details = error.faults.map(({ pointer, problem }) => ({
      field: 'transport.document',
      message: pointer === '' ? problem : `${pointer}: ${problem}`,
    }));
    throw new GatewayOpsError('validation_error', { details, cause: error });
  }
}

/** @throws GatewayOpsError `conflict` where the organisation's documents would be too large together */
export async function refuseTooManyDocuments(manager: EntityManager, row: ServerRow): Promise<void> {
  if (row.document === null) return;
  const bytes = Buffer.byteLength(row.document) + (await documentBytesBeside(manager, row.id));
  if (bytes <= DOCUMENTS_BYTES_MAX) return;
  const limitMb = DOCUMENTS_BYTES_MAX / 1_048_576;
  const message = `The OpenAPI documents of an organisation have at most ${limitMb} MB together.`;
  throw new GatewayOpsError('conflict', { message });
}
