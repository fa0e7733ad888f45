import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { toGatewayOpsError } from '@gatewayops/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from './html.js';
import { page } from './page.js';
import { HOME } from './return-path.js';
import { goTo, sendPage } from './send-page.js';

/**
 * Failures of a page, as a page. Whoever has to sign in first, or again, is led there and back; a form that was sent meanwhile
 * has to be sent anew.
 */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.getArgByIndex<FastifyRequest>(0);
    const reply = host.getArgByIndex<FastifyReply>(1);
    const error = toGatewayOpsError(exception);
    const back = encodeURIComponent(request.method === 'GET' ? request.url : refererPath(request));
    if (error.status === 401) return goTo(reply, `/signin?return_to=${back}`);
    if (error.code === 'reauthentication_required') return goTo(reply, `/signin/confirm?return_to=${back}`);
    if (error.code === 'mfa_required') return goTo(reply, `/signin/step-up?return_to=${back}`);
    if (error.retryAfterSeconds !== undefined) void reply.header('retry-after', error.retryAfterSeconds);
    sendPage(reply, problemPage(error, request), { status: error.status });
  }
}

const TITLES: Readonly<Record<number, string>> = {
  403: 'That is not allowed',
  404: 'There is nothing here',
  429: 'Too many attempts',
  503: 'Not possible right now',
};

/** What a person reads when something failed; the request's id is what they quote. */
export const problemPage = (
  { status, message }: { status: number; message: string },
  { id, url }: Pick<FastifyRequest, 'id' | 'url'>,
) =>
  page({
    title: TITLES[status] ?? 'That did not work',
    problem: message,
    body: html`<p>${url.startsWith('/signin') ? html`<a class="button second" href="/signin">Back to sign-in</a>` : html`<a class="button second" href="${HOME}">Go to the start page</a>`}</p>
      <p class="quiet">If it happens again, tell whoever runs GatewayOps this request: <code>${id}</code></p>`,
  });

/** The page that a form was sent from: of ours only, which `/signin` checks again. */
function refererPath({ headers }: FastifyRequest): string {
  const url = URL.parse(headers.referer ?? '');
  return url === null ? HOME : url.pathname + url.search;
}
