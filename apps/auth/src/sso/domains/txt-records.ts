import { Resolver } from 'node:dns/promises';

const TIMEOUT_MS = 3_000;
const TRIES = 2;
const ABSENT = new Set(['ENOTFOUND', 'ENODATA']);

/** Reads TXT records from the name servers that the installation names, or the system's. */
export class TxtRecords {
  constructor(private readonly servers: readonly string[]) {}

  /** Each record as one text. Null where nobody could say: that is no answer about the domain. */
  async of(domain: string): Promise<string[] | null> {
    const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
    if (this.servers.length > 0) resolver.setServers(this.servers);
    try {
      return (await resolver.resolveTxt(domain)).map((parts) => parts.join(''));
    } catch (error) {
      return ABSENT.has(String((error as NodeJS.ErrnoException).code)) ? [] : null;
    }
  }
}
