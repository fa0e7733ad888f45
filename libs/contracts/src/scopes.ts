import { z } from 'zod';
import { Permission } from './permissions.js';

/** `*` matches any run of characters, anything else matches itself. At most 8 stars, so that a match is cheap. */
const Pattern = z
  .string()
  .min(1)
  .max(512)
  .refine((value) => value.split('*').length <= 9, 'at most 8 stars');
const Patterns = z.array(Pattern).max(200).default([]);

/** What a key may use on the servers whose name matches `server`. An empty list allows none of its kind. */
export const McpScope = z.object({
  server: Pattern.describe('Pattern over server names'),
  tools: Patterns.describe('Patterns over tool names'),
  resources: Patterns.describe('Patterns over resource URIs'),
  prompts: Patterns.describe('Patterns over prompt names'),
});
export type McpScope = z.infer<typeof McpScope>;

export const KeyScopes = z.object({
  mcp: z.array(McpScope).max(200).default([]),
  permissions: z.array(Permission).max(100).default([]).describe('What the key may do through the APIs'),
});
export type KeyScopes = z.infer<typeof KeyScopes>;
