import type { Redis } from 'ioredis';

/**
 * What is wrong with the way this Redis keeps its data, in sentences for the log; empty when nothing is. Streams hold
 * promises to callers, so the server needs an append-only file, synced on each write, and must never evict.
 * Where `CONFIG` is not allowed (managed services), what cannot be read is said to be unknown.
 */
export async function checkPersistence(redis: Redis): Promise<string[]> {
  const setting = await readSettings(redis);
  const problems: string[] = [];
  const appendOnly = setting.get('appendonly');
  if (appendOnly === undefined) problems.push('Redis does not tell whether it keeps an append-only file.');
  else if (appendOnly !== 'yes') {
    problems.push('Redis keeps no append-only file (`appendonly no`): a restart loses events that were promised.');
  }
  const appendFsync = setting.get('appendfsync');
  if (appendOnly === 'yes' && appendFsync !== undefined && appendFsync !== 'always') {
    problems.push(`Redis syncs its file too late (\`appendfsync ${appendFsync}\`): a crash loses the last events.`);
  }
  const policy = setting.get('maxmemory-policy');
  if (policy !== undefined && policy !== 'noeviction') {
    problems.push(`Redis may evict events when it is full (\`maxmemory-policy ${policy}\`): set \`noeviction\`.`);
  }
  return problems;
}

async function readSettings(redis: Redis): Promise<Map<string, string>> {
  const settings = new Map<string, string>();
  try {
    for (const name of ['appendonly', 'appendfsync', 'maxmemory-policy']) {
      const reply = (await redis.config('GET', name)) as string[];
      if (reply[1] !== undefined) settings.set(name, reply[1]);
    }
  } catch {
    const facts = await readInfo(redis);
    const aof = facts.get('aof_enabled');
    if (aof !== undefined) settings.set('appendonly', aof === '1' ? 'yes' : 'no');
    const policy = facts.get('maxmemory_policy');
    if (policy !== undefined) settings.set('maxmemory-policy', policy);
  }
  return settings;
}

async function readInfo(redis: Redis): Promise<Map<string, string>> {
  const text = `${await redis.info('persistence')}\n${await redis.info('memory')}`;
  const facts = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) facts.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return facts;
}
