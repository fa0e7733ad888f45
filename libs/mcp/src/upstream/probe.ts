import type { McpProbeReport, McpServerRuntime } from '@gatewayops/contracts';
import { elementsOf } from '../raw/edit.js';
import { isArray, isObject, memberOf, membersOf, sliceOf, stringAt, stringOf } from '../raw/slice.js';
import { LegFailure } from './leg.js';
import type { Leg } from './leg.js';
import { newTraceparent } from './traceparent.js';
import type { TimerWheel } from './timer-wheel.js';
import type { UpstreamDescription } from './types.js';
import { within } from './waiting.js';

/** A list of tools longer than this many pages is counted so far only. */
const PAGES_MAX = 50;

/** Connects, asks what the server is and counts its tools. Goes round bulkhead and breaker: a person waits for the answer. */
export async function probeLeg(leg: Leg, server: McpServerRuntime, wheel: TimerWheel): Promise<McpProbeReport> {
  const startedAtMs = performance.now();
  const report: McpProbeReport = {
    ok: false,
    era: null,
    protocolVersion: null,
    serverInfo: null,
    capabilities: [],
    toolCount: null,
    latencyMs: 0,
    problem: null,
  };
  try {
    const description = await within(leg.describe(), wheel, server.settings.timeoutMs);
    report.latencyMs = Math.round(performance.now() - startedAtMs);
    Object.assign(report, summary(description));
    if (report.capabilities.includes('tools')) report.toolCount = await countTools(leg, server.settings.timeoutMs);
    report.ok = true;
  } catch (error) {
    report.latencyMs = Math.round(performance.now() - startedAtMs);
    if (!(error instanceof LegFailure)) throw error;
    report.problem = error.message;
  }
  return report;
}

function summary(description: UpstreamDescription): Partial<McpProbeReport> {
  const capabilities = sliceOf(description.capabilities);
  const index = membersOf(capabilities);
  const names: string[] = [];
  for (let m = 0; m < index.length; m += 4) {
    const name = stringAt(capabilities.bytes, index[m] as number, index[m + 1] as number);
    if (name !== null) names.push(name);
  }
  const info = description.serverInfo && sliceOf(description.serverInfo);
  const name = isObject(info) ? stringOf(memberOf(info, 'name')) : null;
  const version = isObject(info) ? (stringOf(memberOf(info, 'version')) ?? '') : '';
  const serverInfo = name === null ? null : { name, version };
  return { era: description.era, protocolVersion: description.protocolVersion, serverInfo, capabilities: names };
}

async function countTools(leg: Leg, timeoutMs: number): Promise<number | null> {
  let count = 0;
  let params: Buffer | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const traceparent = newTraceparent();
    const answer = await leg.send({ method: 'tools/list', params, name: null, headers: {}, traceparent, timeoutMs });
    const parts: Buffer[] = answer.body ? [answer.body] : [];
    if (answer.stream) for await (const part of answer.stream) parts.push(part);
    const result = sliceOf(Buffer.concat(parts));
    const tools = answer.kind === 'result' && isObject(result) ? memberOf(result, 'tools') : null;
    if (!isArray(tools)) return null;
    count += elementsOf(tools).length;
    const cursor = memberOf(result, 'nextCursor');
    if (!cursor || stringOf(cursor) === null) break;
    params = Buffer.from(`{"cursor":${cursor.bytes.toString('utf8', cursor.start, cursor.end)}}`);
  }
  return count;
}
