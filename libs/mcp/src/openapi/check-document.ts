import { setImmediate } from 'node:timers/promises';
import { OpenApiDocument, printable } from './document.js';
import { OpenApiFault, OpenApiFaults } from './fault.js';
import { OpenApiTools } from './openapi-tools.js';

/** What a document that can be used holds. */
export interface OpenApiReport {
  /** The revision that it names. */
  openapi: string;
  title: string;
  version: string;
  bytes: number;
  /** Where it says that the service is; null where it says nothing that could be used. */
  serverUrl: string | null;
  /** How many operations are tools. */
  tools: number;
  /** Operations that are none, and why. */
  leftOut: { operation: string; reason: string }[];
}

/** All entries of `tools/list` together. */
const TOOLS_BYTES_MAX = 16 * 1024 * 1024;
/** What gateways convert again when they need it. */
const SCHEMAS_MAX = 1_000_000;
const FAULTS_MAX = 20;

/**
 * Reads a whole document and makes every tool of it once, with room for others in between.
 * @param text JSON
 * @throws OpenApiFaults with what is wrong and where
 */
export async function checkOpenApiDocument(text: string): Promise<OpenApiReport> {
  try {
    const tools = new OpenApiTools(OpenApiDocument.parse(text));
    const faults = [...tools.faults, ...(await faultsOf(tools))].slice(0, FAULTS_MAX);
    if (faults.length > 0) throw new OpenApiFaults(faults);
    if (tools.names.length === 0) throw new OpenApiFault('/paths', 'There is no operation that could be a tool.');
    const { openapi, title, version, bytes, serverUrl } = tools.document;
    const leftOut = tools.leftOut.map(({ operation, reason }) => ({ operation: printable(operation), reason }));
    return { openapi, title, version, bytes, serverUrl, tools: tools.names.length, leftOut };
  } catch (error) {
    throw error instanceof OpenApiFault ? new OpenApiFaults([error]) : error;
  }
}

async function faultsOf(tools: OpenApiTools): Promise<OpenApiFault[]> {
  const faults: OpenApiFault[] = [];
  let bytes = 0;
  for (const name of tools.names) {
    try {
      bytes += tools.find(name)?.definition.length ?? 0;
    } catch (error) {
      if (!(error instanceof OpenApiFault)) throw error;
      faults.push(error);
    }
    if (bytes > TOOLS_BYTES_MAX) {
      const limitMb = TOOLS_BYTES_MAX / 1_048_576;
      throw new OpenApiFault(
        '/paths',
        `The tools would take more than ${limitMb} MB together. Register parts of the document.`,
      );
    }
    if (tools.schemasConverted > SCHEMAS_MAX) {
      throw new OpenApiFault('/paths', 'The schemas of all operations are too many. Register parts of the document.');
    }
    if (faults.length >= FAULTS_MAX) break;
    await setImmediate();
  }
  return faults;
}
