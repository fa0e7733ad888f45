import type { KeyAuthenticator } from '@gatewayops/access';
import type { Masking } from '@gatewayops/domain';
import { UpstreamFailure, type Upstreams } from '@gatewayops/mcp';
import type { Edge, Front, Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import type { Redis } from '@gatewayops/redis';
import type { EventPublisher } from '@gatewayops/streams';
import type { ToolCatalogue } from './catalogue/tool-catalogue.js';
import { aggregateParts } from './aggregate/aggregate-parts.js';
import { CATALOGUE_LIMITS } from './aggregate/catalogue/catalogues.js';
import { LiveSessions } from './aggregate/session/live-sessions.js';
import { RedisSessionStore } from './aggregate/session/session-store.js';
import type { CallersUpstreams } from './credentials/callers-upstreams.js';
import type { CredentialUsage } from './credentials/credential-usage.js';
import type { Environment } from './env.js';
import { bridgeFor, type Bridge } from './legs/bridge/to-legacy/call-bridged.js';
import type { LegacyClients } from './legs/bridge/to-modern/call-modern.js';
import { ClientRequests } from './legs/bridge/to-modern/client-requests.js';
import { RunningCalls } from './legs/bridge/to-modern/running-calls.js';
import { SessionNotes } from './legs/bridge/to-modern/session-notes.js';
import { HostedSessions } from './legs/hosted-sessions.js';
import { sealsWith } from './front/seals.js';
import type { Exchange } from './front/exchange.js';
import { HttpFront } from './front/http-front.js';
import { OpenExchanges } from './front/open-exchanges.js';
import { servingOf, type Serving } from './front/serving.js';
import { ReplicaSsePeers } from './front/sse/sse-peers.js';
import { isStream, StreamLimit } from './front/stream-limit.js';
import { ProtectedEndpoints } from './oauth/protected-endpoints.js';
import type { OrganizationMaskers } from './organization/organization-maskers.js';
import type { PriceBooks } from './organization/price-books.js';
import type { ServerRegistry } from './organization/server-registry.js';
import type { RateLimiter } from './rate-limit/rate-limiter.js';
import type { AccessAudit } from './record/access-audit.js';
import type { CallRecord } from './record/call-record.js';
import type { CallCounts } from './record/call-counts.js';
import { CallRecorder } from './record/call-recorder.js';
import { exportStageSpans } from './record/stage-spans.js';
import { GatewayMetrics } from './record/gateway-metrics.js';
import type { KeyUsage } from './record/key-usage.js';
import { bearerOf } from './request-path/02-authenticate.js';
import { endTrace } from './request-path/11-end-trace.js';
import { emitEvents } from './request-path/12-emit-events.js';
import type { Call } from './request-path/call.js';
import { forwardedPath } from './request-path/forwarded-path.js';
import type { Replicas } from './replicas/create-replicas.js';
import { UPSTREAM_KIND } from './replicas/stdio/owned-upstream.js';
import { upstreamReceiver } from './replicas/stdio/upstream-receiver.js';
import type { ServerHealthReporter } from './upstreams/server-health-reporter.js';

/** Everything that a call meets on its way; made once, in `gateway.module.ts`. */
export interface GatewayParts {
  readonly environment: Environment;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly keys: KeyAuthenticator;
  readonly limiter: RateLimiter;
  readonly servers: ServerRegistry;
  readonly upstreams: Upstreams;
  readonly callers: CallersUpstreams;
  readonly credentialUsage: CredentialUsage;
  readonly catalogue: ToolCatalogue;
  readonly prices: PriceBooks;
  readonly maskers: OrganizationMaskers;
  readonly publisher: EventPublisher;
  readonly counts: CallCounts;
  readonly usage: KeyUsage;
  readonly accessAudit: AccessAudit;
  readonly reporter: ServerHealthReporter;
  /** Shared by all replicas. */
  readonly redis: Redis;
  readonly replicas: Replicas;
}

/** Puts the request path together and gives it a front. */
export function createFront(parts: GatewayParts, edge: Edge, shutdown: ShutdownHooks): Front {
  const { environment, keys } = parts;
  const open = new OpenExchanges();
  const serving = servingParts(parts, open);
  const front = new HttpFront(serving, edge, { bodyBytesMax: environment.service.REQUEST_BYTES_MAX, open });
  // A revoked key ends what it has open: each stream's key is asked about again, and only an invalid one's stream ends.
  const mustEnd = (exchange: Exchange) => isRevoked(keys, exchange);
  keys.onGap(() => front.endStreams((exchange) => exchange.call.principal !== null, mustEnd));
  keys.onInvalidated((orgId) => {
    front.endStreams((exchange) => exchange.call.principal?.orgId === orgId, mustEnd);
  });
  // Streams have no end of their own: a shutdown that waited for them would wait in vain. Their clients open them anew.
  shutdown.register('stop', 'streams', () => {
    front.endStreams(
      ({ call }) => isStream(call),
      async () => true,
    );
  });
  // Its streams may be on any replica.
  parts.replicas.ended.onEnded((id) => {
    front.endStreams(
      ({ call, httpMethod }) => httpMethod === 'GET' && call.operation?.session?.id === id,
      async () => true,
    );
  });
  // What is recorded last is counted for the alerts, too.
  shutdown.register('drain', 'records', () => {
    serving.main.recorder.flush();
    parts.counts.close();
    parts.accessAudit.close();
  });
  const { gate } = parts.replicas;
  return {
    routes: [...front.routes, ...gate.routes],
    handle: (request, response) => gate.handle(request, response) || front.handle(request, response),
    wire: front.wire,
  };
}

function servingParts(parts: GatewayParts, open: OpenExchanges): Serving {
  const { environment } = parts;
  const seals = sealsWith(environment.sessionSecret, environment.sessionLifeMs);
  const { gate, calls, ownership, owners, notes } = parts.replicas;
  const hosts = new HostedSessions(environment.stdio.sessionsPerKeyMax, owners, notes);
  const { sessions: sessionLimits } = environment;
  const store = new RedisSessionStore(parts.redis, sessionLimits);
  const { bridge, legacyClients } = bridges(parts);
  const sessions = new LiveSessions(store, hosts, sessionLimits.sessionsPerKeyMax, legacyClients.notes, owners);
  const streams = new StreamLimit(open, environment.streamsPerKeyMax);
  const { delivery, batchMessagesMax } = environment;
  const { ended } = parts.replicas;
  const peers = new ReplicaSsePeers(parts.replicas);
  const aggregate = aggregateParts(
    parts.servers,
    parts.callers,
    environment.sessionSecret,
    { sessions, bridge, legacyClients },
    { ...CATALOGUE_LIMITS, ...environment.catalogues },
  );
  const pathParts = {
    ...parts,
    endpoints: new ProtectedEndpoints(environment.oauth.gatewayUrl),
    seals,
    hosts,
    bridge,
    legacyClients,
    owners,
    streams,
    aggregate,
    ended,
    delivery,
    batchMessagesMax,
    peers,
  };
  gate.on(calls.kind, calls.receiver(forwardedPath(pathParts)));
  gate.on(UPSTREAM_KIND, upstreamReceiver({ ...parts, ownership }));
  return servingOf(pathParts, recording(parts));
}

/** Both ways between the eras. What waits here is told to other replicas by this one's id. */
function bridges({ environment, redis, replicas }: GatewayParts): { bridge: Bridge; legacyClients: LegacyClients } {
  const replicaId = replicas.directory.own.id;
  const elsewhere: Bridge['elsewhere'] = (there, call) => replicas.calls.forward(there, call);
  const { parkedPerKeyMax: perKeyMax, parkedLifeMs: lifeMs } = environment.bridge;
  const requests = new ClientRequests(replicaId, elsewhere, { perKeyMax, lifeMs });
  return {
    bridge: bridgeFor(environment.bridge, { replicaId, elsewhere }),
    legacyClients: { requests, notes: new SessionNotes(redis), running: new RunningCalls() },
  };
}

function recording(parts: GatewayParts): Parameters<typeof servingOf>[1] {
  const { environment, publisher, logger, maskers } = parts;
  const { delivery } = environment;
  const metrics = new GatewayMetrics(parts.metrics);
  const onDefect = (error: unknown, call: Call): void =>
    logger.error(
      { error: maskedError(error, maskers.maskerOf(call)), request_id: call.requestId },
      'a call failed for a reason that we did not foresee',
    );
  return (stageNames) => {
    const recorder = new CallRecorder({
      endTrace: endTrace(maskers, stageNames),
      emitEvents: emitEvents(publisher),
      observe(call, record) {
        metrics.observe(call, record);
        parts.accessAudit.note(call);
        if (record === null) return;
        parts.counts.add(call, record);
        parts.usage.note(call);
        parts.credentialUsage.note(call);
        noteHealth(parts.reporter, call, record);
        exportStageSpans(call, record, stageNames);
      },
      onDefect,
      publisher,
    });
    return { recorder, publisher, delivery, onDefect };
  };
}

async function isRevoked(keys: KeyAuthenticator, exchange: Exchange): Promise<boolean> {
  const credential = bearerOf(exchange.headers.authorization) ?? '';
  try {
    return !(await keys.authenticateBearer(credential)).valid;
  } catch {
    // Nobody can say: the next request of this key will be asked about, the stream stays.
    return false;
  }
}

/** What an error says may quote what it failed on. */
function maskedError(error: unknown, masker: Masking): Record<string, string> {
  if (!(error instanceof Error)) return { message: masker.maskText(String(error)) };
  return { type: error.name, message: masker.maskText(error.message), stack: masker.maskText(error.stack ?? '') };
}

/**
 * What a call says of its server: an answer of any kind is health, a failure on the way to one is not. What the gateway
 * answered itself, or failed at itself, says nothing of it.
 */
function noteHealth(reporter: ServerHealthReporter, call: Call, record: CallRecord): void {
  const { server, upstream, failure, answer } = call;
  if (server === null || upstream === null) return;
  if (failure instanceof UpstreamFailure) {
    if (failure.code !== 'overloaded') reporter.note(server, record.errorMessage, upstream, null);
  } else if (failure === null && answer !== null && answer.attempts.length > 0) {
    const { durationUs } = answer.attempts[answer.attempts.length - 1] as { durationUs: number };
    reporter.note(server, null, upstream, durationUs / 1_000);
  }
}
