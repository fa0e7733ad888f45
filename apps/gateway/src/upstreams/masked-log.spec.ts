import { expect, it } from '@jest/globals';
import { Masker } from '@gatewayops/domain';
import type { UpstreamLogger } from '@gatewayops/mcp';
import { maskedLog } from './masked-log.js';

it('masks what a server wrote to stderr, and nothing else', () => {
  const lines: object[] = [];
  const keep = (fields: object) => void lines.push(fields);
  const logger: UpstreamLogger = { debug: keep, info: keep, warn: keep, error: keep };
  const log = maskedLog(logger, new Masker({ email: true }));
  log.info({ server: 'files', stderr: 'paid with 4111 1111 1111 1111' }, 'stdio server');
  log.warn({ server: 'files' }, 'ended');
  expect(lines).toEqual([{ server: 'files', stderr: 'paid with ****-****-****-1111' }, { server: 'files' }]);
});
