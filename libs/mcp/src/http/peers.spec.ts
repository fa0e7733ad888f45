import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { freePort, startEverything } from '../fixtures/child.js';
import { bodyOf, callTool, http, httpServer, listen, server, upstreamsFor } from '../fixtures/upstreams.js';
import type { Upstream } from '../upstream/types.js';

const upstreams = upstreamsFor();
afterAll(() => upstreams.dispose());

describe('the official server-everything', () => {
  let port: number;
  let peer: Awaited<ReturnType<typeof startEverything>>;
  let upstream: Upstream;
  beforeAll(async () => {
    port = await freePort();
    peer = await startEverything(port);
    upstream = upstreams.get(server({ transport: http(peer.url) }));
  }, 20_000);
  afterAll(() => peer.stop());

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

  it('answers 50 calls at once, each its own', async () => {
    const unlimited = upstreams.get(server({ transport: http(peer.url), settings: { maxConcurrency: 64 } }));
    const texts = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => bodyOf(await callTool(unlimited, 'echo', `{"message":"m${i}"}`))),
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

  it('is called again after it was started anew and forgot the session', async () => {
    await peer.stop();
    peer = await startEverything(port);
    expect(await bodyOf(await callTool(upstream, 'echo', '{"message":"again"}', { repeatable: true }))).toContain(
      'again',
    );
  }, 20_000);
});

describe('a server of the official SDK at 2026-07-28', () => {
  it('is found to be modern, and answers a call with progress', async () => {
    const handler = createMcpHandler(() => {
      const fixture = new McpServer({ name: 'modern-fixture', version: '1.0.0' });
      fixture.registerTool('double', { inputSchema: z.object({ n: z.number() }) }, ({ n }) => ({
        content: [{ type: 'text' as const, text: String(n * 2) }],
      }));
      return fixture;
    });
    const { url, close } = await listen(
      httpServer((request, response) => {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          const headers = Object.entries(request.headers).map(([k, v]) => [k, String(v)] as [string, string]);
          const body = Buffer.concat(parts);
          const init = { method: request.method ?? 'GET', headers, ...(body.length > 0 ? { body } : {}) };
          void handler.fetch(new Request(`http://${request.headers.host}/mcp`, init)).then(async (answer) => {
            response.writeHead(answer.status, Object.fromEntries(answer.headers));
            response.end(Buffer.from(await answer.arrayBuffer()));
          });
        });
      }),
    );
    try {
      const upstream = upstreams.get(server({ transport: http(url) }));
      expect(await upstream.probe()).toMatchObject({
        ok: true,
        era: 'modern',
        protocolVersion: '2026-07-28',
        serverInfo: { name: 'modern-fixture', version: '1.0.0' },
        toolCount: 1,
      });
      const answer = await callTool(upstream, 'double', '{"n":21}');
      expect(answer.era).toBe('modern');
      expect(JSON.parse(await bodyOf(answer))).toMatchObject({ resultType: 'complete', content: [{ text: '42' }] });
      const unknown = await callTool(upstream, 'nope');
      expect(unknown).toMatchObject({ kind: 'error', attempts: [{ errorCode: 'rpc:-32602' }] });
    } finally {
      await close();
    }
  });
});
