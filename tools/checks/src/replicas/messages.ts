/** Of JSON-RPC 2.0, as far as the check looks at it. */
export interface Message {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { code: number; message: string; data?: { code?: string } };
}

export interface SseEvent {
  readonly id: string | null;
  /** null for one without data, which only gives an id. */
  readonly message: Message | null;
}

/** Events of a stream as they come. Ends, or throws, as the stream does. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<SseEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const event = eventOf(block);
      if (event !== null) yield event;
    }
  }
}

function eventOf(block: string): SseEvent | null {
  const field = (name: string): string | null =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? null;
  const [id, data] = [field('id'), field('data')];
  if (id === null && data === null) return null;
  return { id, message: data === null || data === '' ? null : (JSON.parse(data) as Message) };
}

export const toolText = (message: Message): string =>
  (message.result?.['content'] as { text?: string }[] | undefined)?.[0]?.text ?? '';
