import { z } from 'zod';
import { pageOf } from '../pagination.js';
import { CredentialKind } from './mcp-servers.js';
import { McpServerName } from '../mcp-server.js';

/** A server that many use, as somebody may register it. */
export const McpCatalogEntry = z
  .object({
    name: McpServerName.describe('Of the server, where nobody chooses another'),
    title: z.string(),
    description: z.string().describe('What it offers'),
    url: z.url(),
    credential_type: CredentialKind.describe('What it lets callers in with'),
    credential_hint: z.string().describe('The same in words'),
  })
  .meta({ id: 'McpCatalogEntry' });
export type McpCatalogEntry = z.infer<typeof McpCatalogEntry>;

export const McpCatalogPage = pageOf(McpCatalogEntry).meta({ id: 'McpCatalogPage' });
export type McpCatalogPage = z.infer<typeof McpCatalogPage>;
