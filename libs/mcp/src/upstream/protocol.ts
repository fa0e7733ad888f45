/** The latest revision: stateless requests. */
export const MODERN_VERSION = '2026-07-28';
/** Revisions with `initialize`, newest first; the first is what we ask for. */
export const LEGACY_VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

/** Errors about one hop's envelope (2026-07-28, HTTP status table): never passed to the client of another hop. */
export const HOP_ERRORS = new Set([-32020, -32021, -32022]);
export const MISSING_CAPABILITY = -32021;
export const UNSUPPORTED_VERSION = -32022;
export const METHOD_NOT_FOUND = -32601;

export interface ClientInfo {
  name: string;
  version: string;
}

/** The member of `_meta` that a leg says itself where the caller says the others. */
export const VERSION_ENVELOPE = `"io.modelcontextprotocol/protocolVersion":"${MODERN_VERSION}",`;

/** The members of `_meta` that every modern request carries, in ASCII; each is followed by a comma. */
export function modernEnvelope(clientInfo: ClientInfo): string {
  return (
    `${VERSION_ENVELOPE}"io.modelcontextprotocol/clientCapabilities":{},` +
    `"io.modelcontextprotocol/clientInfo":${ascii(JSON.stringify(clientInfo))},`
  );
}

/** JSON with escapes for all that is not ASCII. */
function ascii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `params` of `initialize`. No capabilities: a pooled session serves many clients and can ask none of them anything. */
export function initializeParams(clientInfo: ClientInfo): Buffer {
  return Buffer.from(JSON.stringify({ protocolVersion: LEGACY_VERSIONS[0], capabilities: {}, clientInfo }));
}

/** In `_meta` of what belongs to a subscription (2026-07-28, Subscriptions). */
export const SUBSCRIPTION_KEY = 'io.modelcontextprotocol/subscriptionId';
