import { LegFailure } from '../upstream/leg.js';

const CONNECT_TIMEOUT = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);
const CLOSED = new Set(['WIRE_CLOSED', 'WIRE_DESTROYED', 'ECONNRESET', 'EPIPE']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const UNKNOWN_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

/** Errors of connecting (undici's and Node's) and of the wire in words that a caller may see. */
export function connectionFailure(error: Error): LegFailure {
  if (error instanceof LegFailure) return error;
  const code = codeOf(error);
  const fail = (message: string, countsAgainst = true): LegFailure =>
    new LegFailure('upstream_error', message, { cause: error, countsAgainst });
  if (CONNECT_TIMEOUT.has(code)) {
    return new LegFailure('timeout', 'The MCP server did not take the connection in time.', { cause: error });
  }
  if (code === 'EADDRESSREFUSED') return fail('The address of the MCP server is not allowed by the operator.', false);
  if (UNREACHABLE.has(code)) return fail('The MCP server does not take connections.');
  if (UNKNOWN_NAME.has(code)) return fail('The host name of the MCP server could not be resolved.');
  if (CLOSED.has(code)) return fail('The MCP server closed the connection before its answer was complete.');
  if (code === 'WIRE_HEAD_TOO_LARGE') return fail('The headers of the MCP server are too large.');
  if (code === 'WIRE_MALFORMED') return fail('The MCP server did not answer with HTTP.');
  if (code === 'WIRE_INVALID_REQUEST') return fail('The request could not be sent to the MCP server.', false);
  if (isTlsCode(code)) return fail('The TLS certificate of the MCP server is not trusted.');
  return fail('The connection to the MCP server failed.');
}

function codeOf(error: Error): string {
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  // Several addresses that all failed: the last error stands for them.
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors.at(-1) as Error);
  return typeof code === 'string' ? code : '';
}

/** OpenSSL's verification codes, as Node names them. */
function isTlsCode(code: string): boolean {
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code);
}

/** An HTTP status that is no answer to an MCP request. */
export function statusFailure(status: number, location: string | null, challenge: string | null = null): LegFailure {
  const countsAgainst = status >= 500 || status < 200;
  const fail = (message: string): LegFailure =>
    new LegFailure('upstream_error', message, { countsAgainst, httpStatus: status, challenge });
  if (status >= 300 && status < 400) {
    const where = location === null ? '' : ' to another origin';
    return fail(`The MCP server redirects (HTTP ${status})${where}; register the address it redirects to.`);
  }
  if (status === 401) return fail('The MCP server asks for a credential, or refuses the one it was sent (HTTP 401).');
  if (status === 403) return fail('The MCP server refuses the credential it was sent (HTTP 403).');
  if (status === 429) return fail('The MCP server limits how often it is called (HTTP 429).');
  return fail(`The MCP server answered with HTTP ${status}.`);
}
