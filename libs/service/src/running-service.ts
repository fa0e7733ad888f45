import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { ServiceEnvironment } from './environment/service-environment.js';
import { before } from './lifecycle/shutdown.js';
import type { ServiceParts } from './service-module.js';
import type { WireServer } from './wire/wire-server.js';

const DRAIN_POLL_MS = 20;

/** A service that listens. */
export class RunningService {
  private readonly server: Server;
  private address: AddressInfo | undefined;
  private underWay = 0;
  private closing: Promise<void> | undefined;

  constructor(
    readonly name: string,
    readonly app: NestFastifyApplication,
    readonly parts: ServiceParts,
    private readonly environment: ServiceEnvironment,
    private readonly wire: WireServer | null,
  ) {
    this.server = app.getHttpServer() as Server;
    this.server.prependListener('request', (_request, response) => {
      this.underWay++;
      response.once('close', () => this.underWay--);
      if (this.closing !== undefined) response.setHeader('connection', 'close');
    });
  }

  get fastify(): FastifyInstance {
    return this.app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  }

  /** The port that it got, where it asked for 0; 0 before it listens. */
  get port(): number {
    return this.address?.port ?? 0;
  }

  get url(): string {
    const { address = '', family } = this.address ?? {};
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${this.port}`;
  }

  async listen(): Promise<void> {
    await this.app.listen(this.environment.PORT, this.environment.HOST);
    this.address = this.server.address() as AddressInfo;
    this.parts.logger.info({ url: this.url }, 'listening');
  }

  /**
   * Ends the service in order: says so on `/ready`, stops accepting, runs `stop` hooks, lets requests end, runs `drain`
   * and `close` hooks, closes Nest. At most SHUTDOWN_TIMEOUT_MS; what is still open then is cut.
   */
  close(): Promise<void> {
    return (this.closing ??= this.closeInOrder());
  }

  private async closeInOrder(): Promise<void> {
    const { health, shutdown, logger } = this.parts;
    const startedAt = performance.now();
    const deadline = startedAt + this.environment.SHUTDOWN_TIMEOUT_MS;
    const drainDeadline = startedAt + this.environment.SHUTDOWN_TIMEOUT_MS * 0.6;
    health.markShuttingDown();
    this.server.close();
    this.server.closeIdleConnections();
    this.wire?.beginClose();
    await shutdown.run('stop', drainDeadline, logger);
    await this.drainRequests(drainDeadline);
    await shutdown.run('drain', deadline, logger);
    await shutdown.run('close', deadline, logger);
    this.closeAllConnections();
    await before(deadline, this.app.close());
    logger.info({ duration_ms: Math.round(performance.now() - startedAt) }, 'stopped');
  }

  private async drainRequests(deadlineMs: number): Promise<void> {
    while (this.requests > 0 && performance.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
      this.server.closeIdleConnections();
    }
    if (this.requests > 0) this.parts.logger.warn({ requests: this.requests }, 'requests cut at shutdown');
    this.closeAllConnections();
  }

  private get requests(): number {
    return this.underWay + (this.wire?.underWay ?? 0);
  }

  private closeAllConnections(): void {
    this.server.closeAllConnections();
    this.wire?.closeAll();
  }
}
