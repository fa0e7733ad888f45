import { z } from 'zod';
import { Uuid } from '../ids.js';
import { McpNaming, McpServerRuntime, VirtualServerRuntime } from '../mcp-server.js';
import { Principal } from '../principal.js';

/** `POST /internal/v1/auth/validate-key` */
export const ValidateKeyRequest = z.object({ apiKey: z.string().min(1).max(256) });
export type ValidateKeyRequest = z.infer<typeof ValidateKeyRequest>;

/** `generation` is the one that the auth service read in the same snapshot as the key. */
export const KeyVerdict = z.discriminatedUnion('valid', [
  z.object({ valid: z.literal(true), principal: Principal, generation: z.number().int() }),
  z.object({ valid: z.literal(false), reason: z.enum(['unknown', 'revoked', 'expired']) }),
]);
export type KeyVerdict = z.infer<typeof KeyVerdict>;

/**
 * `GET /internal/v1/auth/organizations/{orgId}/servers`. Without OpenAPI documents: each has an address of its own below,
 * `…/servers/{serverId}/document`, which answers a `McpServerDocument`.
 */
export const OrganizationServers = z.object({
  servers: z.array(McpServerRuntime),
  virtualServers: z.array(VirtualServerRuntime),
  naming: McpNaming.describe('Of all servers as one'),
});
export type OrganizationServers = z.infer<typeof OrganizationServers>;

/** `POST /internal/v1/auth/keys/used`: when keys were last used, at most 1,000 at once. */
export const KeysUsedRequest = z.object({
  keys: z.array(z.object({ orgId: Uuid, keyId: Uuid, lastUsedAtMs: z.number().int() })).max(1000),
});
export type KeysUsedRequest = z.infer<typeof KeysUsedRequest>;

/** `POST /internal/v1/upstreams/probe` on the gateway: the connection test of a server, stored or not. */
export const ProbeRequest = z.object({ server: McpServerRuntime });
export type ProbeRequest = z.infer<typeof ProbeRequest>;

/** `GET /internal/v1/auth/organizations/{orgId}`: that an organisation exists. */
export const OrganizationSummary = z.object({ id: Uuid, name: z.string(), slug: z.string(), plan: z.string() });
export type OrganizationSummary = z.infer<typeof OrganizationSummary>;
