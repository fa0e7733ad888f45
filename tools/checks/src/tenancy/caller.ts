/** Where each service is. */
export type Urls = Readonly<Record<'auth' | 'cost' | 'trace' | 'alert' | 'gateway', string>>;

/** Who asks: what goes along with each of their requests. */
export interface Caller {
  name: string;
  headers: Readonly<Record<string, string>>;
}

export interface Reply {
  status: number;
  text: string;
}

/** Generous: what is slow is no leak. */
const ANSWER_TIMEOUT_MS = 20_000;
/** A stream never ends; what it tells a stranger, it tells at once. */
const STREAM_TIMEOUT_MS = 1_000;
const BYTES_MAX = 262_144;

export interface Request {
  method: string;
  url: string;
  /** Of JSON. */
  body?: unknown;
  /** Of a page's form, instead. */
  form?: Readonly<Record<string, string>>;
}

/** Asks, and reads as much of the answer as comes in time. Status 0: no answer came. */
export async function ask({ headers }: Caller, { method, url, body, form }: Request): Promise<Reply> {
  const sent = form ? { body: new URLSearchParams(form) } : body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const all = { accept: 'application/json, text/event-stream', ...type, ...headers };
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(url, { method, redirect: 'manual', signal: abort.signal, headers: all, ...sent });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), isStream ? STREAM_TIMEOUT_MS : ANSWER_TIMEOUT_MS);
    return { status: response.status, text: await textOf(response) };
  } catch {
    return { status: 0, text: '' };
  } finally {
    clearTimeout(timer);
  }
}

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.length > BYTES_MAX) break;
    }
  } catch {
    // What came before the end of the wait is looked at, too.
  }
  return text;
}
