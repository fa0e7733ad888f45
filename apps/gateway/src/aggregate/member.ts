import type { McpServerRuntime } from '@gatewayops/contracts';
import type { Upstream } from '@gatewayops/mcp';
import { defaultPrefix } from './prefixes.js';

/** One of the servers that an aggregate stands for. */
export class Member {
  constructor(
    readonly server: McpServerRuntime,
    /** Before each of its names; empty where they stay as they are. */
    readonly prefix: string,
    private readonly find: () => Upstream,
  ) {}

  /** Its pool, which may be another one after a while: not to be kept. */
  get upstream(): Upstream {
    return this.find();
  }
}

export const prefixOf = ({ name, settings }: McpServerRuntime): string => settings.prefix ?? defaultPrefix(name);
