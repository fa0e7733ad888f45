import { hash, randomBytes } from 'node:crypto';
import { cookieOf } from '@gatewayops/access';
import { CSRF_FIELD, GatewayOpsError } from '@gatewayops/contracts';
import { secretsEqual } from '@gatewayops/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html, type Html } from '../../pages/html.js';

const NAME = '__Host-gwo_browser';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/**
 * A browser in which nobody is signed in yet. Its cookie is a secret of its own: forms carry what is derived from it, so that
 * no other site can sign somebody in as somebody else (login CSRF), and links and passkeys' challenges are bound to it.
 */
export class Browser {
  constructor(private readonly secret: string) {}

  /** For forms of ours, in this browser. */
  get formToken(): string {
    return this.derive('form');
  }

  /** What a link or a challenge of this browser is marked with. */
  get mark(): string {
    return this.derive('mark');
  }

  private derive(purpose: string): string {
    return hash('sha256', `${purpose}:${this.secret}`, 'base64url');
  }
}

/** The browser of a request; null where it has no cookie of ours yet, or keeps none. */
export function browserOf(request: FastifyRequest): Browser | null {
  const secret = cookieOf(request.headers.cookie, NAME);
  return secret !== undefined && SECRET.test(secret) ? new Browser(secret) : null;
}

/** As {@link browserOf}, and gives it a cookie where it has none. */
export function knowBrowser(request: FastifyRequest, reply: FastifyReply): Browser {
  const known = browserOf(request);
  if (known !== null) return known;
  const secret = randomBytes(32).toString('base64url');
  void reply.header('set-cookie', `${NAME}=${secret}; ${ATTRIBUTES}`);
  return new Browser(secret);
}

/** The browser that sent a form of ours. @throws GatewayOpsError `forbidden` where another site may have sent it */
export function browserOfForm(request: FastifyRequest): Browser {
  const browser = browserOf(request);
  const given = (request.body as Record<string, unknown> | null)?.[CSRF_FIELD];
  if (browser !== null && typeof given === 'string' && secretsEqual(given, browser.formToken)) return browser;
  const message = 'This form is too old, or your browser keeps no cookies. Go back, load the page again and repeat it.';
  throw new GatewayOpsError('forbidden', { message });
}

/** The hidden field of a form. */
export const tokenField = (token: string): Html => html`<input type="hidden" name="${CSRF_FIELD}" value="${token}">`;

export const hiddenField = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`;
