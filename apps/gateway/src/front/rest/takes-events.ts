import type { Inbound } from '../../request-path/inbound.js';

/** Whether the caller takes its answer as a stream of events. */
export const takesEvents = ({ headers }: Pick<Inbound, 'headers'>): boolean =>
  headers.accept?.includes('text/event-stream') ?? false;

/** The last event of a stream that a REST caller gets, where its call failed. */
export const errorEvent = (body: string): string => `event: error\ndata: ${body}\n\n`;
