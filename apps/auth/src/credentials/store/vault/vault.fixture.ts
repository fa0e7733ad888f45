import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Secret {
  versions: { data: Record<string, unknown>; createdAt: string }[];
}

/**
 * What of HashiCorp Vault's HTTP API we use, written after its published description (KV secrets engine version 2, AppRole): no
 * Vault runs in our tests. Answers in its shapes, and refuses what it refuses.
 */
export class VaultFixture {
  readonly secrets = new Map<string, Secret>();
  readonly token = 'hvs.token-of-the-fixture';
  readonly role = { role_id: 'role', secret_id: 'secret id' };
  logins = 0;
  /** Tokens of AppRole logins that are good. */
  private readonly leased = new Set<string>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<VaultFixture> {
    const server = createServer((request, response) => {
      void fixture.answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    });
    const fixture = new VaultFixture(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return fixture;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Tokens of logins end. */
  endLeases(): void {
    this.leased.clear();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body?: object }> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>);
    const url = new URL(request.url ?? '/', 'http://vault');
    if (url.pathname === '/v1/auth/approle/login') return this.login(body);
    const token = String(request.headers['x-vault-token'] ?? '');
    if (token !== this.token && !this.leased.has(token)) return errors(403, 'permission denied');
    const [, kind, path] = /^\/v1\/secret\/(data|metadata)\/(.+)$/.exec(url.pathname) ?? [];
    if (path === undefined) return errors(404);
    if (kind === 'metadata') {
      this.secrets.delete(path);
      return { status: 204 };
    }
    if (request.method === 'GET') return this.read(path, Number(url.searchParams.get('version') ?? 0));
    return this.write(path, body as { data: Record<string, unknown>; options?: { cas?: number } });
  }

  private login(body: Record<string, unknown>): { status: number; body: object } {
    if (body['role_id'] !== this.role.role_id || body['secret_id'] !== this.role.secret_id) {
      return errors(400, 'invalid role or secret ID');
    }
    const client_token = `hvs.login-${++this.logins}`;
    this.leased.add(client_token);
    return { status: 200, body: { auth: { client_token, lease_duration: 3600, renewable: true } } };
  }

  private write(path: string, { data, options }: { data: Record<string, unknown>; options?: { cas?: number } }) {
    const secret = this.secrets.get(path) ?? { versions: [] };
    if (options?.cas !== undefined && options.cas !== secret.versions.length) {
      return errors(400, 'check-and-set parameter did not match the current version');
    }
    secret.versions.push({ data, createdAt: new Date().toISOString() });
    this.secrets.set(path, secret);
    return { status: 200, body: { data: metadataOf(secret, secret.versions.length) } };
  }

  private read(path: string, version: number) {
    const secret = this.secrets.get(path);
    const number = version === 0 ? (secret?.versions.length ?? 0) : version;
    const found = secret?.versions[number - 1];
    if (!secret || !found) return errors(404);
    return { status: 200, body: { data: { data: found.data, metadata: metadataOf(secret, number) } } };
  }
}

const errors = (status: number, ...words: string[]) => ({ status, body: { errors: words } });

const metadataOf = ({ versions }: Secret, version: number) => ({
  created_time: versions[version - 1]!.createdAt,
  custom_metadata: null,
  deletion_time: '',
  destroyed: false,
  version,
});
