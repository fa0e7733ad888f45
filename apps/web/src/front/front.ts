import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { WebEnvironment } from '../env.js';
import { closeForwarding, forward } from './forward.js';
import { forwardedHeaders, isSecure, trustedPeers, type Sender } from './forwarded-headers.js';
import { ownerOfPath, type Owner } from './owner-of-path.js';
import { pageHeaders, pagePolicy } from './page-headers.js';
import { refuse, refuseUnreadable } from './refusal.js';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Tells the pages which address was asked for. A client cannot set it. */
export const PATH_HEADER = 'x-gatewayops-path';

/** The one origin: what a service owns is passed on to it, the rest are pages. docs/decisions/one-origin.md */
export function createFront(environment: WebEnvironment, showPage: PageHandler): Server {
  const services: Record<Owner, URL> = {
    auth: new URL(environment.AUTH_URL),
    cost: new URL(environment.COST_URL),
    trace: new URL(environment.TRACE_URL),
    alert: new URL(environment.ALERT_URL),
    gateway: new URL(environment.GATEWAY_URL),
  };
  const trusts = trustedPeers(environment.TRUSTED_PROXIES);
  const hosts = new Set(environment.ALLOWED_HOSTS.map((host) => host.toLowerCase()));
  const server = createServer((request, response) => {
    const target = request.url ?? '/';
    if (target === '/health') return answerHealth(response);
    const host = request.headers.host ?? '';
    if (hosts.size > 0 && !hosts.has(host.replace(/:\d*$/, '').toLowerCase()))
      return refuse(response, 403, 'forbidden', 'This host is not one that is answered here (ALLOWED_HOSTS).');
    const sender = senderOf(request, trusts, host);
    const owner = ownerOfPath(target);
    if (owner !== null) return forward(request, response, services[owner], forwardedHeaders(sender));
    preparePage(request, response, sender, environment);
    showPage(request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500, 'internal_error', 'Something went wrong on our side.');
    });
  });
  server.keepAliveTimeout = 65_000;
  server.on('clientError', refuseUnreadable);
  server.on('close', closeForwarding);
  return server;
}

function answerHealth(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end('{"status":"alive","service":"web"}');
}

function senderOf(request: IncomingMessage, trusts: (address: string | undefined) => boolean, host: string): Sender {
  const { socket, headers } = request;
  return {
    remoteAddress: socket.remoteAddress,
    encrypted: 'encrypted' in socket,
    trusted: trusts(socket.remoteAddress),
    host,
    forwardedFor: textOf(headers['x-forwarded-for']),
    forwardedProto: textOf(headers['x-forwarded-proto']),
  };
}

/** Next takes the nonce for its own scripts from the policy in the request's headers. */
function preparePage(request: IncomingMessage, response: ServerResponse, sender: Sender, env: WebEnvironment): void {
  const policy = pagePolicy(randomBytes(16).toString('base64'), env.NODE_ENV === 'development');
  const headers = pageHeaders({
    policy,
    secure: isSecure(sender),
    hsts: env.HSTS,
    hstsMaxAgeSeconds: env.HSTS_MAX_AGE_SECONDS,
  });
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  Object.assign(request.headers, forwardedHeaders(sender), {
    'content-security-policy': policy,
    [PATH_HEADER]: request.url ?? '/',
  });
  // Next would take a middleware's word for what these say.
  for (const name of Object.keys(request.headers))
    if (name.startsWith('x-middleware-') || name.startsWith('x-matched-')) delete request.headers[name];
}

const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header;
