import type { McpServerRuntime } from '@gatewayops/contracts';
import { scopeAllows } from '@gatewayops/domain';
import type { Aggregate, NameKind, Resolved } from './aggregate.js';
import type { AskingCall } from './ask.js';
import { pooledCaller, type Catalogues } from './catalogue/catalogues.js';
import { concernOf, type Concern } from './concern.js';
import { callerIn } from './session/ask-child.js';
import type { LiveSessions } from './session/live-sessions.js';
import type { TaskIds } from './task-ids.js';
import { unknownName } from './unknown-name.js';

type Routable = AskingCall;

/** Methods that all servers answer together; any other is one server's. */
const OF_ALL = new Set([
  'initialize', 'ping', 'server/discover', 'tools/list', 'prompts/list', 'resources/list', 'resources/templates/list',
  'subscriptions/listen', 'logging/setLevel',
]); // prettier-ignore

/** Finds the server that a call on several servers concerns, and makes it a call on that one under its own name. */
export class AggregateRoutes {
  constructor(
    readonly catalogues: Catalogues,
    readonly taskIds: TaskIds,
    readonly sessions: LiveSessions,
  ) {}

  /** @throws ProtocolFailure -32602 for a name that no server has */
  choose(call: Routable, aggregate: Aggregate): void | Promise<void> {
    const { operation } = call;
    const concern = operation.kind === 'request' && !OF_ALL.has(operation.method) ? concernOf(operation) : null;
    if (concern === null) return toAll(call, aggregate);
    const resolved = this.plainly(call, aggregate, concern);
    if (resolved !== null) return toMember(call, aggregate, concern, resolved);
    if (concern.kind === 'task' || aggregate.candidates(concern.kind, concern.exposed).length === 0) {
      throw unknownName(call, concern.exposed);
    }
    return this.lookUp(call, aggregate, concern.kind, concern.exposed).then((found) => {
      if (found === null) throw unknownName(call, concern.exposed);
      toMember(call, aggregate, concern, found);
    });
  }

  /** In the lists as this caller sees them: in a session, they depend on what its client declared. */
  private async lookUp(call: Routable, aggregate: Aggregate, kind: NameKind | 'resource', exposed: string): Promise<Resolved | null> {
    const caller = (await callerIn(call, aggregate, this)) ?? pooledCaller(call, aggregate);
    return this.catalogues.resolveFor(caller, aggregate, kind, exposed);
  } // prettier-ignore

  /** What needs no list. */
  private plainly(call: Routable, aggregate: Aggregate, { kind, exposed }: Concern): Resolved | null {
    if (kind === 'task') return this.taskIds.open(call.principal, aggregate, exposed);
    return kind === 'resource' ? aggregate.resolveUri(exposed) : aggregate.resolveName(kind, exposed);
  }
}

/** What one server alone stands for goes to it, be it known here or not. */
function toAll(call: Routable, aggregate: Aggregate): void {
  const { kind, method } = call.operation;
  const [only] = aggregate.members;
  const isOnes = kind === 'request' && aggregate.members.length === 1 && !OF_ALL.has(method);
  const member = isOnes ? only! : null;
  call.aggregate = { aggregate, member, exposed: '' };
  call.server = member?.server ?? asServer(aggregate, call.principal.orgId);
  call.upstream = member?.upstream ?? null;
}

function toMember(call: Routable, aggregate: Aggregate, concern: Concern, { member, ownName }: Resolved): void {
  const { kind, exposed } = concern;
  const { operation } = call;
  // A reference is no use of a prompt or resource, and is asked about here.
  const isReference = operation.method === 'completion/complete' && kind !== 'task';
  if (isReference && kind === 'prompt' && !scopeAllows(call.principal.scopes, kind, member.server.name, ownName)) {
    throw unknownName(call, exposed);
  }
  if (ownName !== exposed) {
    call.operation = {
      ...operation,
      name: operation.name === '' ? '' : ownName,
      params: concern.renamed(ownName),
    };
  }
  call.aggregate = { aggregate, member, exposed };
  call.server = member.server;
  call.upstream = member.upstream;
}

const servers = new WeakMap<Aggregate, McpServerRuntime>();

/** What stands for all members where a call is recorded. */
function asServer(aggregate: Aggregate, orgId: string): McpServerRuntime {
  let server = servers.get(aggregate);
  if (server === undefined) {
    server = {
      id: aggregate.id,
      orgId,
      name: aggregate.name,
      transport: { type: 'streamable-http', url: '' },
      credential: { type: 'none' },
      settings: {
        timeoutMs: 0, connectTimeoutMs: 0, maxConcurrency: 0, maxRetries: 0, repeatableTools: [], forwardHeaders: [], checkArguments: false, prefix: null,
      }, // prettier-ignore
      enabled: true,
      version: 0,
    };
    servers.set(aggregate, server);
  }
  return server;
}
