import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import type { RunningEngine } from '../engine.js';
import { startClickHouse } from './start-clickhouse.js';

jest.setTimeout(60_000);

let dataDir: string;
let engine: RunningEngine;
let client: ClickHouseClient;

async function start(): Promise<void> {
  engine = await startClickHouse({ dataDir });
  client = createClient({
    url: engine.url,
    compression: { request: true, response: true },
    log: { level: ClickHouseLogLevel.OFF },
  });
}

async function rows<Row>(query: string, options: object = {}): Promise<Row[]> {
  const result = await client.query({ query, format: 'JSONEachRow', ...options });
  return result.json<Row>();
}

/** Sends what the client library would not. */
async function raw(path: string, body?: string, headers: Record<string, string> = {}): Promise<Response> {
  const url = new URL(engine.url);
  const authorization = `Basic ${Buffer.from(`${url.username}:${decodeURIComponent(url.password)}`).toString('base64')}`;
  return fetch(`http://127.0.0.1:${engine.port}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'engines-clickhouse-'));
  await start();
  await client.command({ query: 'CREATE TABLE events (id UInt64, words String) ENGINE = MergeTree ORDER BY id' });
});

afterAll(async () => {
  await client.close();
  await engine.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the official client', () => {
  it('pings', async () => {
    expect(await client.ping()).toMatchObject({ success: true });
  });

  it('inserts and reads back what it sent, and learns how many rows were written', async () => {
    const values = Array.from({ length: 1_000 }, (_, id) => ({ id, words: `line one\nline ${id}; DROP TABLE events` }));
    const inserted = await client.insert({ table: 'events', values, format: 'JSONEachRow' });
    expect(inserted.summary?.written_rows).toBe('1000');
    expect(await rows('SELECT * FROM events ORDER BY id LIMIT 1 OFFSET 7')).toEqual([values[7]]);
  });

  it('binds parameters whatever is in them, and never sees those of an earlier query', async () => {
    const text = 'it\'s "x"\t\n\\ {a:String} ; SELECT 2 /* é 漢 */';
    const parameters = { query_params: { text, list: ["a'b", 'c'], n: null } };
    expect(
      await rows('SELECT {text:String} AS t, {list:Array(String)} AS l, {n:Nullable(String)} AS n', parameters),
    ).toEqual([{ t: text, l: ["a'b", 'c'], n: null }]);
    for (let i = 0; i < 10; i += 1) {
      await expect(rows('SELECT {text:String} AS t')).rejects.toMatchObject({
        code: '456',
        type: 'UNKNOWN_QUERY_PARAMETER',
      });
    }
  });

  it('sends parameters as a multipart form too', async () => {
    const options = { query_params: { t: 'x'.repeat(20_000) }, use_multipart_params: true };
    expect(await rows('SELECT length({t:String}) AS n', options)).toEqual([{ n: 20_000 }]);
  });

  it('applies settings to one query and not to the next', async () => {
    const query = "SELECT getSetting('max_threads') AS threads, getSetting('log_comment') AS comment";
    const settings = { clickhouse_settings: { max_threads: 1, log_comment: 'who' } };
    expect(await rows(query, settings)).toEqual([{ threads: 1, comment: 'who' }]);
    for (let i = 0; i < 10; i += 1)
      expect(await rows(query)).not.toContainEqual(expect.objectContaining({ comment: 'who' }));
  });

  it('stores a batch once that is sent twice under one token', async () => {
    await client.command({
      query:
        'CREATE TABLE once (id UInt64) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100',
    });
    for (let i = 0; i < 2; i += 1) {
      await client.insert({
        table: 'once',
        columns: ['id'],
        values: [{ id: 1 }],
        format: 'JSONEachRow',
        clickhouse_settings: { insert_deduplication_token: 'batch-1' },
      });
    }
    expect(await rows('SELECT count() AS n FROM once')).toEqual([{ n: 1 }]);
  });

  it('gets the code and type of an error', async () => {
    await expect(rows('SELECT nothing')).rejects.toMatchObject({ code: '47', type: 'UNKNOWN_IDENTIFIER' });
    await expect(rows('SELECT * FROM no_such_table')).rejects.toMatchObject({ code: '60' });
    await expect(rows('SELEC 1')).rejects.toMatchObject({ code: '48' });
  });

  it('never gets rows of a query that failed half-way with the next answer', async () => {
    await expect(rows('SELECT throwIf(number = 150000) FROM numbers(200000)')).rejects.toMatchObject({ code: '395' });
    for (let i = 0; i < 8; i += 1) expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is not served when more than one query comes at a time than there are connections, but after', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => rows<{ i: number }>(`SELECT ${i} AS i, sleep(0.01)`)),
    );
    expect(answers.map(([row]) => row?.i)).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });
});

describe('limits', () => {
  it('ends a query at its max_execution_time', async () => {
    const started = performance.now();
    const slow = rows('SELECT count() FROM numbers(1e12) WHERE sipHash64(number) = 1', {
      clickhouse_settings: { max_execution_time: 1 },
    });
    await expect(slow).rejects.toMatchObject({ code: '159' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('ends a query whose caller went away', async () => {
    const abort = new AbortController();
    const query = 'SELECT count() FROM numbers(1e12) WHERE sipHash64(number) = 2';
    const slow = rows(query, { abort_signal: abort.signal });
    setTimeout(() => abort.abort(), 200);
    await expect(slow).rejects.toThrow('aborted');
    const running =
      "SELECT count() AS n FROM system.processes WHERE query LIKE '%sipHash64(number) = 2%' AND query NOT LIKE '%processes%'";
    let left = await rows<{ n: number }>(running);
    for (let i = 0; i < 50 && left[0]?.n !== 0; i += 1) {
      await sleep(100);
      left = await rows<{ n: number }>(running);
    }
    expect(left).toEqual([{ n: 0 }]);
  });

  it('refuses a body that unpacks to more than the limit', async () => {
    const response = await raw('/?query=INSERT%20INTO%20events%20FORMAT%20JSONEachRow', ' '.repeat(65 * 1024 * 1024));
    expect(response.status).toBe(413);
    expect(response.headers.get('x-clickhouse-exception-code')).toBe('307');
  });
});

describe('what is refused', () => {
  it.each([
    ['SELECT 1; SELECT 2', '62'],
    ['SELECT 1; DROP TABLE events', '62'],
    ["SELECT * FROM file('/etc/passwd', 'LineAsString')", '497'],
    ["SELECT * FROM `file`('/etc/passwd', 'LineAsString')", '497'],
    ["SELECT file('/etc/passwd')", '497'],
    ["SELECT * FROM /* x */ url /* y */ ('http://127.0.0.1/', 'LineAsString')", '497'],
    ["SELECT * FROM s3('https://example.com/x')", '497'],
    ["SELECT * FROM executable('id', 'TSV', 'x String')", '497'],
    ["SELECT * FROM remote('127.0.0.1', system.one)", '497'],
    ["INSERT INTO FUNCTION file('/tmp/x', 'TSV', 'a String') VALUES ('x')", '497'],
    ["SELECT 1 INTO OUTFILE '/tmp/x'", '497'],
    ["CREATE TABLE f (a String) ENGINE = File(TSV, '/etc/passwd')", '497'],
    ['SELECT * FROM default.`/etc/passwd`', '497'],
    ["SELECT * FROM '/etc/passwd'", '60'],
    ['SELECT * FROM `/etc/passwd`', '60'],
    ['SYSTEM SHUTDOWN', '497'],
    ['SET max_threads = 1', '48'],
    ["BACKUP TABLE events TO File('/tmp/x')", '48'],
    ['  -- nothing', '62'],
  ])('%s', async (query, code) => {
    const response = await raw('/', query);
    const text = await response.text();
    expect(text).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: `));
    expect(response.headers.get('x-clickhouse-exception-code')).toBe(code);
    expect(response.ok).toBe(false);
  });

  it('a second statement hidden behind an empty line in the data', async () => {
    const response = await raw(
      '/?query=INSERT%20INTO%20once%20FORMAT%20JSONEachRow',
      '{"id":7}\n\nDROP TABLE events\n',
    );
    expect(response.ok).toBe(false);
    expect(await rows('SELECT count() > 0 AS there FROM events')).toEqual([{ there: 1 }]);
  });

  it('semicolons and keywords inside strings and comments are no statements', async () => {
    const response = await raw('/', "SELECT '; file(1) ' AS a, 2 AS `url` -- ; DROP\n FORMAT JSONEachRow;");
    expect(await response.text()).toBe('{"a":"; file(1) ","url":2}\n');
    expect(response.headers.get('x-clickhouse-format')).toBe('JSONEachRow');
  });

  it('a caller without the password, except for /ping', async () => {
    const url = `http://127.0.0.1:${engine.port}`;
    expect((await fetch(`${url}/ping`)).status).toBe(200);
    const nobody = await fetch(`${url}/?query=SELECT%201`);
    expect(nobody.status).toBe(401);
    expect(await nobody.text()).toContain('(AUTHENTICATION_FAILED)');
    const key = decodeURIComponent(new URL(engine.url).password);
    const byHeader = { 'x-clickhouse-user': 'gatewayops', 'x-clickhouse-key': key };
    expect((await fetch(`${url}/?query=SELECT%201`, { headers: byHeader })).status).toBe(200);
  });

  it('writing with GET', async () => {
    expect((await raw('/?query=TRUNCATE%20TABLE%20events')).status).toBe(403);
  });
});

it('keeps every acknowledged row through kill -9, and none twice', async () => {
  await client.command({ query: 'CREATE TABLE acknowledged (id UInt64) ENGINE = MergeTree ORDER BY id' });
  for (let round = 0; round < 2; round += 1) {
    const sent: number[] = [];
    const before = (await rows<{ id: number }>('SELECT id FROM acknowledged')).length;
    const victim = engine;
    try {
      for (let id = round * 1_000_000; ; id += 10) {
        const values = Array.from({ length: 10 }, (_, i) => ({ id: id + i }));
        await client.insert({ table: 'acknowledged', values, format: 'JSONEachRow' });
        sent.push(...values.map((value) => value.id));
        // The kill arrives while the writes go on.
        if (sent.length === 200) victim.kill('SIGKILL');
      }
    } catch {
      // The engine is gone.
    }
    await victim.exited;
    await client.close();
    await start();
    const [counts] = await rows<{ n: number; different: number }>(
      'SELECT count() AS n, uniqExact(id) AS different FROM acknowledged',
    );
    expect(sent.length).toBeGreaterThanOrEqual(200);
    expect(counts?.different).toBe(counts?.n);
    // One batch may have been stored whose answer was cut off.
    expect([before + sent.length, before + sent.length + 10]).toContain(counts?.n);
  }
});
