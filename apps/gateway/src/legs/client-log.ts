import { isObject, memberOf, parseMessage, stringOf } from '@gatewayops/mcp';
import type { RoutedCall } from '../request-path/call.js';
import { metaOf } from '../request-path/operation.js';

/** RFC 5424's severities, least first, as MCP names them. */
const LEVELS = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];
const LOG = '"notifications/message"';

export const isLogLevel = (level: string): boolean => LEVELS.includes(level);

/** Whether `level` lets more through than `other`; null lets through what a server likes. */
export const saysMore = (level: string, other: string | null): boolean =>
  other === null || LEVELS.indexOf(level) < LEVELS.indexOf(other);

/**
 * Whether a server's message is for this caller. One of 2026-07-28 says in each request from which level on it wants the log, and
 * gets none where it does not; a legacy server knows no request's level.
 */
export function isWanted(call: RoutedCall, raw: Buffer): boolean {
  if (call.operation.era !== 'modern' || !raw.includes(LOG)) return true;
  const message = parseMessage(raw);
  if (message.kind !== 'notification' || message.method !== 'notifications/message') return true;
  const wanted = LEVELS.indexOf(logLevelOf(call) ?? '');
  const level = isObject(message.params) ? stringOf(memberOf(message.params, 'level')) : null;
  return wanted !== -1 && LEVELS.indexOf(level ?? '') >= wanted;
}

/** From which level on the caller wants the server's log; null where it wants none. */
export function logLevelOf({ operation }: RoutedCall): string | null {
  const meta = metaOf(operation);
  return meta && stringOf(memberOf(meta, 'io.modelcontextprotocol/logLevel'));
}
