import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyVerdict, Permission, Principal } from '@gatewayops/contracts';

/**
 * The auth service as other services ask it: which key is whose, and which organisation exists. For tests of services
 * that have no say in either.
 */
export class AuthStandIn {
  private readonly principals = new Map<string, Principal>();
  private readonly organizations = new Set<string>();
  /** Whose data the asking service still has to erase. */
  readonly deleted = new Set<string>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(): Promise<AuthStandIn> {
    const standIn = new AuthStandIn();
    await new Promise<void>((resolve) => standIn.server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  addOrganization(orgId: string): void {
    this.organizations.add(orgId);
  }

  /** A key of an organisation, which is added. `name` is at most 43 letters and digits. */
  addKey(name: string, orgId: string, permissions: Permission[]): string {
    const key = `gwo_test_${name.padEnd(43, 'x')}`;
    this.organizations.add(orgId);
    this.principals.set(key, {
      orgId,
      keyId: '019a0000-0000-7000-8000-0000000000aa',
      userId: null,
      teamId: null,
      projectId: null,
      environment: 'test',
      agentName: null,
      serviceAccountId: null,
      allowedAddresses: [],
      token: null,
      scopes: { mcp: [], permissions },
      limits: { key: { rps: 100, burst: 50 }, team: null, org: { rps: 100, burst: 50 } },
      expiresAtMs: null,
    });
    return key;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.answerDeletions(request, response)) return;
    const orgId = /^\/internal\/v1\/auth\/organizations\/([0-9a-f-]{36})$/.exec(request.url ?? '')?.[1];
    if (orgId === undefined) {
      const { apiKey } = JSON.parse(Buffer.concat(chunks).toString()) as { apiKey: string };
      response.end(JSON.stringify(this.verdictOf(apiKey)));
    } else if (this.organizations.has(orgId)) {
      response.end(JSON.stringify({ id: orgId, name: 'Test', slug: 'test', plan: 'free' }));
    } else {
      const error = { code: 'not_found', message: 'There is no such thing.', request_id: 'req_stand-in' };
      response.writeHead(404).end(JSON.stringify({ error }));
    }
  }

  /** `GET …/organization-deletions` and `POST …/organization-deletions/{id}/done`. */
  private answerDeletions({ url = '' }: IncomingMessage, response: ServerResponse): boolean {
    const path = '/internal/v1/auth/organization-deletions';
    if (!url.startsWith(path)) return false;
    if (url === path) response.end(JSON.stringify({ orgIds: [...this.deleted] }));
    else {
      this.deleted.delete(url.slice(path.length + 1, -'/done'.length));
      response.writeHead(204).end();
    }
    return true;
  }

  private verdictOf(apiKey: string): KeyVerdict {
    const principal = this.principals.get(apiKey);
    return principal ? { valid: true, principal, generation: 1 } : { valid: false, reason: 'unknown' };
  }
}
