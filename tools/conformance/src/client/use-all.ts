import { z } from 'zod';

/** What both generations of the official client have in common. */
export interface AnyClient {
  getServerCapabilities(): { tools?: unknown; prompts?: unknown; resources?: unknown } | undefined;
  listTools(): Promise<{ tools: { name: string; inputSchema: object }[] }>;
  callTool(params: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
  listPrompts(): Promise<{ prompts: { name: string; arguments?: { name: string }[] | undefined }[] }>;
  getPrompt(params: { name: string; arguments: Record<string, string> }): Promise<unknown>;
  listResources(): Promise<{ resources: { uri: string }[] }>;
  readResource(params: { uri: string }): Promise<unknown>;
}

/** A call that the scenario asks for. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
}

/** Asks for each list that the server has, and uses all that is in them, all at once; or makes the calls it is given. */
export async function useAll(client: AnyClient, calls: readonly ToolCall[] | null): Promise<void> {
  const { tools, prompts, resources } = client.getServerCapabilities() ?? {};
  const uses: Promise<unknown>[] = [];
  if (tools !== undefined) {
    const listed = (await client.listTools()).tools;
    const wanted = calls ?? listed.map(({ name, inputSchema }) => ({ name, arguments: anyValueOf(inputSchema) }));
    uses.push(...wanted.map((call) => client.callTool(call)));
  }
  if (prompts !== undefined) {
    const listed = (await client.listPrompts()).prompts;
    uses.push(...listed.map((one) => client.getPrompt({ name: one.name, arguments: textsFor(one.arguments ?? []) })));
  }
  if (resources !== undefined) {
    uses.push(...(await client.listResources()).resources.map(({ uri }) => client.readResource({ uri })));
  }
  const failed = (await Promise.allSettled(uses)).filter((use) => use.status === 'rejected' && !isServersOwn(use.reason));
  if (failed.length > 0) throw new AggregateError(failed.map((use) => (use as PromiseRejectedResult).reason));
} // prettier-ignore

/** The code of an answer that something is not offered, of either client and of either era. */
const NOT_OFFERED = -32_601;
const Refusal = z.union([
  z.object({ code: z.literal(NOT_OFFERED) }),
  z.object({ data: z.object({ text: z.string().includes(`"code":${NOT_OFFERED}`) }) }),
  // A result that lacks what its revision asks for: the suite's server leaves it out to see what becomes of that.
  z.object({ code: z.literal('INVALID_RESULT') }),
]);

/** Some of the suite's servers list what they do not do, or answer what their revision does not allow. */
const isServersOwn = (error: unknown): boolean => Refusal.safeParse(error).success;

const Property = z.looseObject({ type: z.string().optional(), enum: z.array(z.unknown()).optional() });
const Schema = z.looseObject({ properties: z.record(z.string(), Property).optional() });

const VALUES: Record<string, unknown> = { string: 'text', number: 2, integer: 3, boolean: true, array: [] };

/** Arguments of the types that an input schema asks for. */
function anyValueOf(schema: object): Record<string, unknown> {
  const properties = Object.entries(Schema.parse(schema).properties ?? {});
  return Object.fromEntries(properties.map(([name, one]) => [name, one.enum?.[0] ?? VALUES[one.type ?? ''] ?? {}]));
}

const textsFor = (names: readonly { name: string }[]): Record<string, string> =>
  Object.fromEntries(names.map(({ name }) => [name, 'text']));
