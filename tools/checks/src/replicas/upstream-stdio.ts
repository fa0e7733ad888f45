/** A stdio server of 2025-11-25 for the check: it works, asks, tells of what is subscribed to, and counts in its memory. */
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from './messages.js';
import {
  argumentsOf, CAPABILITIES, elicitation, INFO, message, metaOf, PROGRESS_STEPS, progressOf, TICK_MS, TOOLS, updated, workText,
} from './serving.js'; // prettier-ignore

const say = (body: object): boolean => process.stdout.write(`${message(body)}\n`);
const answers = new Map<unknown, (answer: Message) => void>();
const source = String(process.pid);
let [told, asked, count] = [0, 0, 0];

const text = (value: string): object => ({ content: [{ type: 'text', text: value }] });

async function work(call: Message): Promise<object> {
  const { tag, n } = argumentsOf(call);
  for (let step = 1; step <= PROGRESS_STEPS; step++) {
    say(progressOf(metaOf(call)['progressToken'], step));
    await delay(20);
  }
  const id = `ask-${++asked}`;
  const answered = new Promise<Message>((resolve) => answers.set(id, resolve));
  say({ id, ...elicitation(String(tag)) });
  const content = (await answered).result?.['content'] as { answer?: string } | undefined;
  return text(workText(String(tag), n, content?.answer));
}

async function resultOf(one: Message): Promise<object | null> {
  switch (one.method) {
    case 'initialize':
      return { protocolVersion: '2025-11-25', capabilities: CAPABILITIES, serverInfo: INFO };
    case 'tools/list':
      return { tools: TOOLS };
    case 'tools/call':
      return one.params?.['name'] === 'count' ? text(`${source} ${++count}`) : work(one);
    case 'resources/subscribe': {
      const uri = String(one.params?.['uri']);
      setInterval(() => say(updated(uri, ++told, source)), TICK_MS);
      return {};
    }
    default:
      return null;
  }
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const one = JSON.parse(line) as Message;
    if (one.method === undefined) return answers.get(one.id)?.(one);
    if (one.id === undefined) return;
    void resultOf(one).then((result) =>
      say(result ? { id: one.id, result } : { id: one.id, error: { code: -32601, message: 'no' } }),
    );
  })
  .on('close', () => process.exit(0));
