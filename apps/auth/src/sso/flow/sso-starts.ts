import { GatewayOpsError } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ReturnPath } from '../../pages/return-path.js';
import type { StoredConnection } from '../connections/connection-rows.js';
import { bindBrowser, cameFromElsewhere } from './browser-binding.js';
import { SsoFlows, type SsoFlow } from './sso-flows.js';

/** Query of the addresses at which a sign-in begins. */
export const StartQuery = z.object({ return_to: ReturnPath, test: z.string().max(64).optional() });
export type StartQuery = z.infer<typeof StartQuery>;

/** What every sign-in at a provider begins with. */
@Injectable()
export class SsoStarts {
  constructor(private readonly flows: SsoFlows) {}

  /** @throws GatewayOpsError `sso_refused` where the connection is not in use, and this is no test of it */
  async begin(
    request: FastifyRequest,
    reply: FastifyReply,
    connection: StoredConnection,
    { query, name, ...protocol }: { query: StartQuery; name: string } & Pick<SsoFlow, 'nonce' | 'codeVerifier'>,
  ): Promise<void> {
    const test = query.test !== undefined;
    if (query.test !== undefined && (await this.flows.takeTest(query.test)) !== connection.id)
      throw new GatewayOpsError('sso_refused', { message: 'This test was run already, or is too old. Begin another.' });
    if (!test && !connection.enabled)
      throw new GatewayOpsError('sso_refused', { message: 'This way to sign in is switched off.' });
    await this.flows.begin(name, {
      connectionId: connection.id,
      browser: bindBrowser(request, reply),
      returnTo: query.return_to,
      test,
      confirm: cameFromElsewhere(request),
      ...protocol,
    });
  }
}
