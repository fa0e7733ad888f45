import { GatewayOpsError, type UpstreamToken } from '@gatewayops/contracts';

type Asked = Extract<UpstreamToken, { kind: 'connection_required' }>;

const WORDS: Record<Asked['reason'], (server: string) => string> = {
  not_connected: (server) => `Connect to the MCP server \`${server}\` first`,
  needs_reconnect: (server) => `Your connection to the MCP server \`${server}\` has ended: connect to it again`,
  more_scope: (server) => `The MCP server \`${server}\` asks for more than you have allowed it: connect to it again`,
  no_person: (server) =>
    `Each person has a connection of their own to the MCP server \`${server}\`, and this key belongs to nobody. Use the key of a person`,
};
const PAGE = 'connect_url';

/** A person has to connect to a server before it can be called for them. */
export function connectionRequired({ url, reason }: Asked, serverName: string): GatewayOpsError {
  const words = WORDS[reason](serverName);
  if (url === null) return new GatewayOpsError('connection_required', { message: `${words}.` });
  const details = [{ field: PAGE, message: url }];
  return new GatewayOpsError('connection_required', { message: `${words}: ${url}`, details });
}

/** The page, and what to do on it; null for any other failure, and where the caller is nobody who could open it. */
export function pageOf(failure: GatewayOpsError): { url: string; words: string } | null {
  const url = failure.details?.find(({ field }) => field === PAGE)?.message;
  if (failure.code !== 'connection_required' || url === undefined) return null;
  return { url, words: `${failure.message.slice(0, -url.length - 2)}.` };
}
