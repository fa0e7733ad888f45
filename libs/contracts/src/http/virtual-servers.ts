import { z } from 'zod';
import { Uuid } from '../ids.js';
import { McpNaming, McpServerName } from '../mcp-server.js';
import { PageQuery, pageOf } from '../pagination.js';
import { Timestamp } from './fields.js';

/** Bounds one answer of `tools/list`. */
export const VIRTUAL_SERVER_TOOLS_MAX = 500;

/** A tool of another server, as a virtual server has it. */
export const VirtualServerTool = z
  .strictObject({
    server_id: Uuid.describe('An MCP server of the organisation'),
    tool: z.string().min(1).max(256).describe('What that server calls it'),
    name: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,64}$/, 'use 1 to 64 of A-Z, a-z, 0-9, `_`, `.`, `-`')
      .nullable()
      .default(null)
      .describe('What it is called here; as `naming` says unless set'),
    description: z.string().min(1).max(4096).nullable().default(null).describe('Instead of the server’s own'),
  })
  .meta({ id: 'VirtualServerTool' });
export type VirtualServerTool = z.infer<typeof VirtualServerTool>;

const Tools = z
  .array(VirtualServerTool)
  .max(VIRTUAL_SERVER_TOOLS_MAX)
  .superRefine((tools, context) => {
    const seen = new Set<string>();
    for (const [at, { name }] of tools.entries()) {
      if (name === null) continue;
      if (seen.has(name))
        context.addIssue({ code: 'custom', path: [at, 'name'], message: 'another tool has this name' });
      seen.add(name);
    }
  });

export const VirtualServer = z
  .object({
    id: Uuid,
    name: z.string(),
    naming: McpNaming.describe('How tools without a name of their own here are called'),
    tools: z.array(VirtualServerTool),
    enabled: z.boolean(),
    version: z.number().int().describe('Raised by each change'),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'VirtualServer' });
export type VirtualServer = z.infer<typeof VirtualServer>;

/** `POST /v1/virtual-servers` */
export const CreateVirtualServer = z
  .strictObject({
    name: McpServerName.describe('No MCP server has it either: both are called at `/v1/mcp/{name}`'),
    naming: McpNaming.default('prefixed'),
    tools: Tools,
    enabled: z.boolean().default(true),
  })
  .meta({ id: 'CreateVirtualServer' });
export type CreateVirtualServer = z.infer<typeof CreateVirtualServer>;

/** `PATCH /v1/virtual-servers/{id}`: what is not named stays; `tools` are replaced as a whole. */
export const UpdateVirtualServer = z
  .strictObject({
    name: McpServerName.optional(),
    naming: McpNaming.optional(),
    tools: Tools.optional(),
    enabled: z.boolean().optional(),
    version: z.number().int().optional().describe('Refused with 409 where the server has another by now'),
  })
  .meta({ id: 'UpdateVirtualServer' });
export type UpdateVirtualServer = z.infer<typeof UpdateVirtualServer>;

/** Query of `GET /v1/virtual-servers` */
export const VirtualServerQuery = PageQuery.extend({ name: z.string().max(64).optional() });
export type VirtualServerQuery = z.infer<typeof VirtualServerQuery>;

export const VirtualServerPage = pageOf(VirtualServer).meta({ id: 'VirtualServerPage' });
export type VirtualServerPage = z.infer<typeof VirtualServerPage>;
