import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the request under way; its fields stand in every log line written meanwhile. */
export class RequestContext {
  readonly requestId: string;
  traceId: string | undefined = undefined;
  orgId: string | undefined = undefined;
  userId: string | undefined = undefined;
  /** `traceparent` to send along when this request causes another. */
  traceparent: string | undefined = undefined;

  constructor(requestId: string) {
    this.requestId = requestId;
  }
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the request that the running code serves, if it serves one. */
export const currentRequest = (): RequestContext | undefined => storage.getStore();

/** Runs `work`, and what it starts, inside `context`. */
export const runInRequest = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);
