import { elementsOf } from '../raw/edit.js';
import { bytesOf, isArray, isObject, memberOf, RawJsonError, sliceOf, stringOf } from '../raw/slice.js';
import type { Slice } from '../raw/slice.js';
import { LegFailure } from './leg.js';
import { LEGACY_VERSIONS, MODERN_VERSION } from './protocol.js';
import type { UpstreamDescription } from './types.js';

type Transport = UpstreamDescription['transport'];

const raw = (slice: Slice | null): Buffer | null => slice && Buffer.from(bytesOf(slice));

/** From the result of `server/discover`; null when the server does not speak our revision. */
export function discovered(result: Buffer, transport: Transport): UpstreamDescription | null {
  const object = sliceOf(result);
  try {
    const supported = memberOf(object, 'supportedVersions');
    const capabilities = memberOf(object, 'capabilities');
    if (!isArray(supported) || !isObject(capabilities)) return null;
    const protocolVersions = elementsOf(supported).flatMap((version) => stringOf(version) ?? []);
    if (!protocolVersions.includes(MODERN_VERSION)) return null;
    const meta = memberOf(object, '_meta');
    const info = isObject(meta) ? memberOf(meta, 'io.modelcontextprotocol/serverInfo') : null;
    return {
      era: 'modern',
      transport,
      protocolVersion: MODERN_VERSION,
      protocolVersions,
      capabilities: Buffer.from(bytesOf(capabilities)),
      serverInfo: raw(info ?? memberOf(object, 'serverInfo')),
      instructions: raw(memberOf(object, 'instructions')),
    };
  } catch (error) {
    if (error instanceof RawJsonError) return null;
    throw error;
  }
}

/** From the result of `initialize`. @throws LegFailure when it is none, or of a revision that we do not know */
export function initialized(result: Buffer, transport: Transport): UpstreamDescription {
  const object = sliceOf(result);
  const protocolVersion = stringOf(memberOf(object, 'protocolVersion'));
  const capabilities = memberOf(object, 'capabilities');
  if (protocolVersion === null || !isObject(capabilities)) {
    throw new LegFailure('upstream_error', 'The MCP server answered `initialize` without version or capabilities.');
  }
  if (!(LEGACY_VERSIONS as readonly string[]).includes(protocolVersion)) {
    throw new LegFailure('upstream_error', 'The MCP server speaks a protocol revision that is not known here.');
  }
  return {
    era: 'legacy',
    transport,
    protocolVersion,
    protocolVersions: [protocolVersion],
    capabilities: Buffer.from(bytesOf(capabilities)),
    serverInfo: raw(memberOf(object, 'serverInfo')),
    instructions: raw(memberOf(object, 'instructions')),
  };
}
