import { toGatewayOpsError } from '@gatewayops/service';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ScimProblem, type ScimType } from './scim-problem.js';

export const SCIM_JSON = 'application/scim+json; charset=utf-8';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** Failures as RFC 7644, 3.12 has them: what provisioning clients read. */
@Catch()
export class ScimErrorFilter implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost): void {
    const reply = host.getArgByIndex<FastifyReply>(1);
    const { status, scimType, detail, retryAfterSeconds } = problemOf(exception);
    if (status === 401) void reply.header('www-authenticate', 'Bearer realm="scim"');
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
    void reply
      .code(status)
      .type(SCIM_JSON)
      .send({ schemas: [ERROR], status: String(status), ...(scimType ? { scimType } : {}), detail });
  }
}

interface Problem {
  status: number;
  scimType: ScimType | null;
  detail: string;
  retryAfterSeconds?: number | undefined;
}

function problemOf(exception: unknown): Problem {
  if (exception instanceof ScimProblem) return exception;
  const { code, status, message, details, retryAfterSeconds } = toGatewayOpsError(exception);
  const fields = details?.map((detail) => `${detail.field}: ${detail.message}`).join('; ');
  const scimType = code === 'conflict' ? 'uniqueness' : status === 400 ? 'invalidSyntax' : null;
  return { status, scimType, detail: fields ? `${message} ${fields}` : message, retryAfterSeconds };
}
