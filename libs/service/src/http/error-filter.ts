import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { GatewayOpsError } from '@gatewayops/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.js';
import { errorHeaders, toGatewayOpsError } from './error-answer.js';
import type { RouteTable } from './route-table.js';

/** Every failure of a request becomes an answer in the one error format; a 5xx is also a line in the log. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.getArgByIndex<FastifyRequest>(0);
    const reply = host.getArgByIndex<FastifyReply>(1);
    this.answer(exception, request, reply);
  }

  /** Writes the answer, or breaks the connection when a part of another answer is already on its way. */
  answer(exception: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = this.refine(toGatewayOpsError(exception), request, reply);
    if (error.status >= 500) this.log(error, request);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply.code(error.status).headers(errorHeaders(error)).type('application/json').send(error.toBody(request.id));
  }

  /** An address that exists with another method is 405 and names them (RFC 9110, section 15.5.6). */
  private refine(error: GatewayOpsError, request: FastifyRequest, reply: FastifyReply): GatewayOpsError {
    if (error.code !== 'not_found' || !request.is404) return error;
    const methods = this.routes.methodsOf(request.raw.url ?? '/');
    if (methods.length === 0) return error;
    void reply.header('allow', methods.join(', '));
    return new GatewayOpsError('method_not_allowed');
  }

  private log(error: GatewayOpsError, request: FastifyRequest): void {
    const route = request.routeOptions?.url ?? 'unmatched';
    const fields = { code: error.code, method: request.method, route, error: error.cause ?? error };
    if (error.code === 'internal_error') this.logger.error(fields, 'request failed');
    else this.logger.warn(fields, 'request refused');
  }
}
