import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../fixtures/child.js';
import { startEverythingSse } from '../fixtures/sse-server.js';
import { bodyOf, callTool, http, server, TRACEPARENT, upstreamsFor } from '../fixtures/upstreams.js';
import type { Upstream } from '../upstream/types.js';

describe('the official server-everything over HTTP+SSE', () => {
  const upstreams = upstreamsFor();
  let port: number;
  let peer: Awaited<ReturnType<typeof startEverythingSse>>;
  let upstream: Upstream;
  beforeAll(async () => {
    port = await freePort();
    peer = await startEverythingSse(port);
    upstream = upstreams.get(server({ transport: http(peer.url), settings: { maxConcurrency: 64 } }));
  }, 20_000);
  afterAll(async () => {
    await upstreams.dispose();
    await peer.stop();
  });

  it('is probed', async () => {
    expect(await upstream.probe()).toMatchObject({
      ok: true,
      era: 'legacy',
      protocolVersion: '2025-11-25',
      serverInfo: { name: 'mcp-servers/everything' },
      toolCount: 13,
      problem: null,
    });
  });

  it('lists its tools', async () => {
    const request = { method: 'tools/list', params: null, name: null, headers: {}, traceparent: TRACEPARENT };
    const list = await bodyOf(await upstream.call({ ...request, repeatable: true }));
    expect(JSON.parse(list)).toMatchObject({ tools: expect.arrayContaining([expect.objectContaining({ name: 'echo' })]) });
  }); // prettier-ignore

  it('answers 50 calls at once, each its own', async () => {
    const texts = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => bodyOf(await callTool(upstream, 'echo', `{"message":"m${i}"}`))),
    );
    expect(texts).toEqual(texts.map((_, i) => `{"content":[{"type":"text","text":"Echo: m${i}"}]}`));
  });

  it('reports progress while it works', async () => {
    const messages: string[] = [];
    const params =
      '{"name":"trigger-long-running-operation","arguments":{"duration":0.3,"steps":3},"_meta":{"progressToken":"p1"}}';
    await callTool(upstream, 'x', '', {
      params: Buffer.from(params),
      onMessage: (raw) => messages.push(raw.toString()),
    });
    const seen = messages.map((raw) => (JSON.parse(raw) as { params: object }).params);
    expect(seen).toEqual([1, 2, 3].map((progress) => ({ progress, total: 3, progressToken: 'p1' })));
  });

  it('is called again after it was started anew', async () => {
    await peer.stop();
    peer = await startEverythingSse(port);
    expect(await bodyOf(await callTool(upstream, 'echo', '{"message":"again"}', { repeatable: true }))).toContain('again');
  }, 20_000); // prettier-ignore
});
