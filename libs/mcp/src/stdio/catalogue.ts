import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const VariableName = z.string().regex(/^[A-Z_][A-Z0-9_]{0,63}$/);

/** A regular expression that the whole of a value must match. */
const ValuePattern = z
  .string()
  .min(1)
  .max(1024)
  .refine(
    (pattern) => {
      try {
        return anchored(pattern) instanceof RegExp;
      } catch {
        return false;
      }
    },
    { error: 'is no regular expression' },
  );

/** One command that the operator allows tenants to run; tenants give values for `arguments`, never the command. */
export const StdioCatalogueEntry = z.strictObject({
  command: z.string().min(1),
  args: z
    .array(z.string())
    .max(200)
    .default([])
    .describe('`{name}` stands for the value of a declared argument, `{workFolder}` for the folder of the process'),
  arguments: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/),
      z.strictObject({ pattern: ValuePattern, default: z.string().max(4096).optional() }),
    )
    .default({}),
  environment: z.record(VariableName, z.string()).default({}).describe('Placeholders as in `args`'),
  secrets: z
    .array(VariableName)
    .optional()
    .describe('Variables that a tenant’s credential may set; without it all but those that programs are steered by'),
  idleTimeoutMs: z.number().int().min(1_000).max(86_400_000).default(300_000),
  memoryBytesMax: z.number().int().min(16_777_216).optional().describe('Data segment of each process (RLIMIT_DATA)'),
  processesMax: z.number().int().min(1).max(100_000).optional().describe('Of its user id (RLIMIT_NPROC)'),
  uid: z.number().int().min(0).optional().describe('Only where the gateway may change user ids'),
  gid: z.number().int().min(0).optional(),
});
export type StdioCatalogueEntry = z.infer<typeof StdioCatalogueEntry>;

/** The operator's file of stdio servers. */
export const StdioCatalogue = z.strictObject({
  entries: z.record(z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/), StdioCatalogueEntry),
});
export type StdioCatalogue = z.infer<typeof StdioCatalogue>;

/** The pattern of an argument, bound to both ends of the value. */
export function anchored(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

/** @throws Error with the file's name and what is wrong in it */
export async function loadStdioCatalogue(file: string): Promise<StdioCatalogue> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new Error(`The stdio catalogue ${file} cannot be read as JSON.`, { cause });
  }
  const catalogue = StdioCatalogue.safeParse(parsed);
  if (catalogue.success) return catalogue.data;
  throw new Error(`The stdio catalogue ${file} is not valid: ${z.prettifyError(catalogue.error)}`);
}
