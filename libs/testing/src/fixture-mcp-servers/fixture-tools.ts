import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** What the transport puts out as bare digits, as `JSON.stringify` cannot; see {@link unquoteBigIntegers}. */
const bigInteger = (digits: string): string => `big:${digits}`;

/** The integer above 2^53 that `big_integers` answers with. */
export const BIG_INTEGER = '9007199254740993';

/** Puts the integers of `big_integers` on the wire as numbers. */
export const unquoteBigIntegers = (json: string): string => json.replaceAll(/"big:(\d+)"/g, '$1');

interface ToolAnswer {
  [member: string]: unknown;
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

const text = (value: string): ToolAnswer => ({ content: [{ type: 'text', text: value }] });

/** A tool that both generations of the SDK can register. */
interface FixtureTool<Input extends z.ZodObject = z.ZodObject> {
  name: string;
  description: string;
  input: Input;
  run(input: z.infer<Input>): ToolAnswer | Promise<ToolAnswer>;
}

const tool = <Input extends z.ZodObject>(definition: FixtureTool<Input>): FixtureTool =>
  definition as unknown as FixtureTool;

export const FIXTURE_TOOLS: readonly FixtureTool[] = [
  tool({
    name: 'echo',
    description: 'Returns its arguments as JSON text',
    input: z.looseObject({}),
    run: (input) => text(JSON.stringify(input)),
  }),
  tool({
    name: 'add',
    description: 'Adds two numbers',
    input: z.object({ a: z.number(), b: z.number() }),
    run: ({ a, b }) => text(String(a + b)),
  }),
  tool({
    name: 'big',
    description: 'Returns a text of so many bytes',
    input: z.object({ bytes: z.number().int().min(0).max(50_000_000) }),
    run: ({ bytes }) => text('x'.repeat(bytes)),
  }),
  tool({
    name: 'fail',
    description: 'Fails with the given words, as a result with isError',
    input: z.object({ message: z.string().default('it failed') }),
    run: ({ message }) => ({ ...text(message), isError: true }),
  }),
  tool({
    name: 'slow',
    description: 'Answers after so many milliseconds',
    input: z.object({ ms: z.number().int().min(0).max(600_000) }),
    run: async ({ ms }) => {
      await sleep(ms);
      return text(`after ${ms} ms`);
    },
  }),
  tool({
    name: 'big_integers',
    description: 'Returns an integer above 2^53',
    input: z.object({}),
    run: () => ({ ...text('see structuredContent'), structuredContent: { value: bigInteger(BIG_INTEGER) } }),
  }),
];

export const FIXTURE_RESOURCE = { name: 'greeting', uri: 'fixture://greeting', mimeType: 'text/plain', text: 'hello' };
export const FIXTURE_PROMPT = { name: 'greet', description: 'Greets someone', argument: 'name' };
export const greet = (name: string): string => `Say hello to ${name}.`;
