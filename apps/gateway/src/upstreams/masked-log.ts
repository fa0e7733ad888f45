import type { Masker } from '@gatewayops/domain';
import type { UpstreamLogger } from '@gatewayops/mcp';

/** A log in which what servers write to stderr is masked: they may write there whatever a caller sent them. */
export function maskedLog(logger: UpstreamLogger, masker: Masker): UpstreamLogger {
  const masked = (fields: object): object =>
    'stderr' in fields && typeof fields.stderr === 'string'
      ? { ...fields, stderr: masker.maskText(fields.stderr) }
      : fields;
  return {
    debug: (fields, message) => logger.debug(masked(fields), message),
    info: (fields, message) => logger.info(masked(fields), message),
    warn: (fields, message) => logger.warn(masked(fields), message),
    error: (fields, message) => logger.error(masked(fields), message),
  };
}
