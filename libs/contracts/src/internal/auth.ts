import { z } from 'zod';
import { MaskingRules } from '../http/masking.js';
import { Uuid } from '../ids.js';
import { McpNaming, McpServerRuntime, VirtualServerRuntime } from '../mcp-server.js';
import { Principal } from '../principal.js';

/** `POST /internal/v1/auth/validate-key` */
export const ValidateKeyRequest = z.object({ apiKey: z.string().min(1).max(256) });
export type ValidateKeyRequest = z.infer<typeof ValidateKeyRequest>;

/** Longest access token that is looked at; the headers of a request may have 16 KiB. */
export const ACCESS_TOKEN_CHARS_MAX = 8_192;
/** A JWT in its compact form (RFC 7515, section 7.1). */
export const ACCESS_TOKEN_PATTERN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** `POST /internal/v1/auth/validate-token`: an OAuth access token for the gateway. Answers a `KeyVerdict`. */
export const ValidateTokenRequest = z.object({ token: z.string().min(1).max(ACCESS_TOKEN_CHARS_MAX) });
export type ValidateTokenRequest = z.infer<typeof ValidateTokenRequest>;

/** A key that an organisation has issued. */
export const IssuedKey = z.object({ orgId: Uuid, keyId: Uuid });
export type IssuedKey = z.infer<typeof IssuedKey>;

/** `generation` is the one that the auth service read in the same snapshot as the key. */
export const KeyVerdict = z.discriminatedUnion('valid', [
  z.object({ valid: z.literal(true), principal: Principal, generation: z.number().int() }),
  z.object({
    valid: z.literal(false),
    reason: z.enum(['unknown', 'revoked', 'expired']),
    /** Whose key it was. What nobody has issued, and an OAuth token, has none. */
    was: IssuedKey.optional(),
  }),
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

/** `POST /internal/v1/upstreams/tools` on the gateway. Answers a `ServerToolsReport`. */
export const ServerToolsRequest = ProbeRequest.extend({
  stored: z.boolean().describe('Whether the server is as the registry has it: then what is known of it answers'),
});
export type ServerToolsRequest = z.infer<typeof ServerToolsRequest>;

/** `GET /internal/v1/auth/organizations/{orgId}`: that an organisation exists. */
export const OrganizationSummary = z.object({ id: Uuid, name: z.string(), slug: z.string(), plan: z.string() });
export type OrganizationSummary = z.infer<typeof OrganizationSummary>;

/** `GET /internal/v1/auth/organizations/{orgId}/masking-rules`: as they are in force, for whoever masks. */
export const MaskingRulesRuntime = MaskingRules.pick({ mask_email: true, fields: true, patterns: true, version: true });
export type MaskingRulesRuntime = z.infer<typeof MaskingRulesRuntime>;
