import { KEY } from '../../front/front.fixture.js';

export interface Event {
  readonly id: string | undefined;
  readonly data: string;
  readonly retry: string | undefined;
}

export interface EventReader {
  /** Rejects with `ended` where the stream is over, and with `nothing came` after five seconds. */
  next(): Promise<Event>;
  close(): void;
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** A client of 2025-11-25 with one session. */
export interface TestClient {
  open(capabilities?: string): Promise<{ result: Record<string, unknown>; text: string }>;
  tryOpen(capabilities?: string): Promise<Answered>;
  post(body: string): Promise<Answered>;
  send(method: string, body?: string, headers?: Record<string, string>): Promise<Answered>;
  stream(method: string, body?: string, headers?: Record<string, string>): Promise<EventReader>;
  /** The same session through another replica. */
  at(url: () => string): TestClient;
  close(): void;
}

const WAIT_MS = 5_000;

/** The message in an answer, be it an event or not. */
export const messageIn = ({ text }: Answered): unknown => JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);

export function client(url: () => string, session: { id: string | null } = { id: null }): TestClient {
  const open = new AbortController();
  const ask = (method: string, body: string | undefined, extra: Record<string, string>): Promise<Response> => {
    const headers: Record<string, string> = { authorization: `Bearer ${KEY}`, accept: 'application/json, text/event-stream' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (session.id !== null && !body?.includes('"initialize"')) headers['mcp-session-id'] = session.id;
    return fetch(`${url()}/v1/mcp`, { method, body: body ?? null, headers: { ...headers, ...extra }, signal: open.signal });
  }; // prettier-ignore
  const send: TestClient['send'] = async (method, body, headers = {}) => {
    const answer = await ask(method, body, headers);
    const id = answer.headers.get('mcp-session-id');
    if (answer.status === 200 && id !== null) session.id = id;
    return { status: answer.status, text: await answer.text() };
  };
  const tryOpen = (capabilities = '{}'): Promise<Answered> => {
    const params = `{"protocolVersion":"2025-11-25","capabilities":${capabilities},"clientInfo":{"name":"c","version":"1"}}`;
    return send('POST', `{"jsonrpc":"2.0","id":0,"method":"initialize","params":${params}}`);
  };
  return {
    tryOpen,
    send,
    async open(capabilities) {
      const { text } = await tryOpen(capabilities);
      await send('POST', '{"jsonrpc":"2.0","method":"notifications/initialized"}');
      return { text, result: (JSON.parse(text) as { result: Record<string, unknown> }).result };
    },
    post: (body) => send('POST', body),
    stream: async (method, body, headers = {}) => reader(await ask(method, body, headers)),
    at: (other) => client(other, session),
    close: () => open.abort(),
  };
}

function reader(answer: Response): EventReader {
  if (answer.status !== 200 || answer.body === null) throw new Error(`HTTP ${answer.status}`);
  const chunks = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const read = async (): Promise<Event> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
        const data = field('data');
        if (data !== undefined) return { data, id: field('id'), retry: field('retry') };
        continue;
      }
      const { done, value } = await chunks.read();
      if (done) throw new Error('ended');
      text += decoder.decode(value, { stream: true });
    }
  };
  return {
    async next() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('nothing came')), WAIT_MS);
      });
      try {
        return await Promise.race([read(), late]);
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => void chunks.cancel().catch(() => {}),
  };
}
