import { hash } from 'node:crypto';
import { Logger } from '@gatewayops/service';
import { request } from 'undici';

const TIMEOUT_MS = 3_000;
const BYTES_MAX = 512 * 1024;

/**
 * Asks a service of the kind of Have I Been Pwned whether a password was seen in a breach (its API v3, "Searching by range").
 * It is told five digits of the SHA-1 and answers hundreds of hashes, so that it learns nothing. One that does not answer
 * keeps nobody from choosing a password: the list that is shipped has been asked by then.
 */
export class BreachedPasswords {
  /** @param rangeUrl of the endpoint to which five hexadecimal digits are appended; undefined: nobody is asked */
  constructor(
    private readonly rangeUrl: string | undefined,
    private readonly logger: Logger,
  ) {}

  async has(password: string): Promise<boolean> {
    if (this.rangeUrl === undefined) return false;
    const digest = hash('sha1', password, 'hex').toUpperCase();
    try {
      return listsDigest(await this.range(this.rangeUrl, digest.slice(0, 5)), digest.slice(5));
    } catch (error) {
      this.logger.warn({ error }, 'the list of breached passwords could not be asked');
      return false;
    }
  }

  private async range(url: string, prefix: string): Promise<string> {
    const { statusCode, body } = await request(new URL(prefix, url.endsWith('/') ? url : `${url}/`), {
      headers: { 'add-padding': 'true', 'user-agent': 'GatewayOps' },
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    let text = '';
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > BYTES_MAX) throw new Error('the answer is too large');
    }
    if (statusCode !== 200) throw new Error(`it answered ${statusCode}`);
    return text;
  }
}

/** Lines are `<rest of the digest>:<times seen>`; those that were added as padding were seen 0 times. */
const listsDigest = (lines: string, rest: string): boolean =>
  lines.split(/\r?\n/).some((line) => line.toUpperCase().startsWith(`${rest}:`) && !line.endsWith(':0'));
