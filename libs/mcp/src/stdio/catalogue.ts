import { z } from 'zod';

/** One command that the operator allows tenants to run; tenants give values for `arguments`, never the command. */
export const StdioCatalogueEntry = z.strictObject({
  command: z.string().min(1),
  args: z.array(z.string()).max(200).default([]).describe('`{name}` stands for the value of a declared argument'),
  arguments: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/),
      z.strictObject({
        pattern: z.string().min(1).max(1024).describe('Regular expression that the whole value must match'),
        default: z.string().max(4096).optional(),
      }),
    )
    .default({}),
  environment: z.record(z.string().regex(/^[A-Z_][A-Z0-9_]{0,63}$/), z.string()).default({}),
  idleTimeoutMs: z.number().int().min(1_000).max(86_400_000).default(300_000),
  memoryBytesMax: z.number().int().min(16_777_216).optional().describe('Address space of each of its processes'),
  processesMax: z.number().int().min(1).max(10_000).optional().describe('Processes and threads of its user id'),
  uid: z.number().int().min(0).optional().describe('Only where the gateway may change user ids'),
  gid: z.number().int().min(0).optional(),
});
export type StdioCatalogueEntry = z.infer<typeof StdioCatalogueEntry>;

/** The operator's file of stdio servers. */
export const StdioCatalogue = z.strictObject({
  entries: z.record(z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/), StdioCatalogueEntry),
});
export type StdioCatalogue = z.infer<typeof StdioCatalogue>;

/** @throws Error with the file's name and what is wrong in it */
export declare function loadStdioCatalogue(file: string): Promise<StdioCatalogue>;
