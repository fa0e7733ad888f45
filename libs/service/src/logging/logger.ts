import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { currentRequest } from './request-context.js';

/** The service's log: pino's methods. Also the token it is injected by. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- a token of Nest must be a class, pino has none
export abstract class Logger {}
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging, typescript/no-empty-object-type
export interface Logger extends PinoLogger {}

const SECRET_FIELDS = [
  'authorization', 'cookie', 'apiKey', 'api_key', 'token', 'secret', 'password', 'credential', 'adminToken', 'key_hash',
  'masterKey', 'pepper', '["x-api-key"]', '["set-cookie"]',
]; // prettier-ignore

const REDACTED = '[redacted]';
const paths = SECRET_FIELDS.flatMap((field) =>
  ['', '*', '*.*', '*.*.*'].map((above) =>
    above === '' ? field : field.startsWith('[') ? `${above}${field}` : `${above}.${field}`,
  ),
);

/** Keys and bearer tokens that got into a text all the same, e.g. in the message of somebody's error. */
const SECRETS_IN_TEXT = /gwo_[a-z]{2,16}_[A-Za-z0-9]{28,}|(?<=\b(?:Bearer|Basic|Service) )[A-Za-z0-9._~+/=-]{16,}/g;

/** Replaces credentials inside a text. */
export const redactText = (text: string): string => text.replace(SECRETS_IN_TEXT, REDACTED);

function contextFields(): Record<string, string> {
  const context = currentRequest();
  if (context === undefined) return {};
  const fields: Record<string, string> = { request_id: context.requestId };
  if (context.traceId !== undefined) fields['trace_id'] = context.traceId;
  if (context.orgId !== undefined) fields['org_id'] = context.orgId;
  if (context.userId !== undefined) fields['user_id'] = context.userId;
  return fields;
}

/**
 * JSON lines with the specification's standard fields (Observability, Logging): timestamp, level, message, service,
 * and of the request under way trace_id, request_id, org_id, user_id. Secrets are replaced by `[redacted]`.
 */
export function createLogger(options: { service: string; level: string; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      messageKey: 'message',
      errorKey: 'error',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: REDACTED },
      mixin: contextFields,
      hooks: { streamWrite: redactText },
    },
    // At a least length of 0 `flush` would not wait for what is being written.
    options.destination ?? pino.destination({ dest: 1, sync: false, minLength: 1 }),
  );
}
