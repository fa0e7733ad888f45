import { bytesOf, memberOf, sliceOf, withMember, type RestCall, type Slice } from '@gatewayops/mcp';

const VERSION = Buffer.from('"2026-07-28"');
const NO_CAPABILITIES = Buffer.from('{}');
/** Nobody else sees it: there is one call in each exchange. */
const PROGRESS_TOKEN = Buffer.from('1');

/**
 * `_meta` of a REST call, with what a request of 2026-07-28 has to say of its caller (per-request fields), and with a token where
 * the caller is to be told of progress. What the caller wrote itself stays as it is.
 */
export function restMeta(
  { meta, capabilities }: Pick<RestCall, 'meta' | 'capabilities'>,
  isAsked: boolean,
  events: boolean,
): Slice {
  let whole = meta ?? sliceOf(Buffer.from('{}'));
  const set = (name: string, value: Buffer): void => {
    whole = sliceOf(withMember(whole, name, value));
  };
  if (isAsked) {
    set('io.modelcontextprotocol/protocolVersion', VERSION);
    set(
      'io.modelcontextprotocol/clientCapabilities',
      capabilities === null ? NO_CAPABILITIES : Buffer.from(bytesOf(capabilities)),
    );
  }
  if (events && memberOf(whole, 'progressToken') === null) set('progressToken', PROGRESS_TOKEN);
  return whole;
}
