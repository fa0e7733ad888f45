import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redisKeys, SignedAuditHead } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';

/** A place outside PostgreSQL where signed heads are kept: whoever can change the table should not be able to change it, too. */
export interface HeadStore {
  /** In words, for messages. */
  readonly name: string;
  /** Organisations that have a head there, as far as the store can tell. */
  list(): Promise<string[]>;
  /** What is there, unread: it may have been tampered with. */
  read(orgId: string): Promise<string | null>;
  write(head: SignedAuditHead): Promise<void>;
}

export class RedisHeads implements HeadStore {
  readonly name = 'Redis';

  constructor(private readonly redis: Redis) {}

  async list(): Promise<string[]> {
    return this.redis.hkeys(redisKeys.auditHeads);
  }

  async read(orgId: string): Promise<string | null> {
    return this.redis.hget(redisKeys.auditHeads, orgId);
  }

  async write(head: SignedAuditHead): Promise<void> {
    await this.redis.hset(redisKeys.auditHeads, head.org_id, JSON.stringify(head));
  }
}

const SUFFIX = '.json';

/** A file an organisation in a folder: on another machine's disk, best where files cannot be changed again. */
export class FolderHeads implements HeadStore {
  readonly name: string;

  constructor(private readonly folder: string) {
    this.name = folder;
  }

  async list(): Promise<string[]> {
    const files = await readdir(this.folder).catch(noneIfMissing);
    return (files ?? []).filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length));
  }

  async read(orgId: string): Promise<string | null> {
    return readFile(this.pathOf(orgId), 'utf8').catch(noneIfMissing);
  }

  async write(head: SignedAuditHead): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = this.pathOf(head.org_id);
    await writeFile(`${path}.new`, `${JSON.stringify(head)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  private pathOf(orgId: string): string {
    return join(this.folder, `${orgId}${SUFFIX}`);
  }
}

function noneIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** A head that somebody keeps, or what is wrong with it. */
export function parseHead(text: string): SignedAuditHead | null {
  try {
    return SignedAuditHead.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
