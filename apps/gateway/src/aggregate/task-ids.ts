import type { Principal } from '@gatewayops/contracts';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Aggregate, Resolved } from './aggregate.js';
import type { Member } from './member.js';

const TAG_BYTES = 16;

/**
 * Ids of tasks as clients of several servers know them: which server's it is and that this key was given it. The same task
 * always has the same id, so that messages about it are known by it (tasks extension).
 */
export class TaskIds {
  /** @param secret the same on all replicas */
  constructor(private readonly secret: Buffer) {}

  expose(principal: Principal, member: Member, taskId: string): string {
    const tag = this.tag(principal, member, taskId).toString('base64url');
    return `${tag}.${member.server.id}.${Buffer.from(taskId).toString('base64url')}`;
  }

  /** Null for anything that this key was not given here. */
  open(principal: Principal, aggregate: Aggregate, exposed: string): Resolved | null {
    const [tag = '', serverId = '', id = ''] = exposed.split('.');
    const member = aggregate.members.find(({ server }) => server.id === serverId);
    if (member === undefined) return null;
    const ownName = Buffer.from(id, 'base64url').toString();
    const given = Buffer.from(tag, 'base64url');
    const expected = this.tag(principal, member, ownName);
    return given.length === TAG_BYTES && timingSafeEqual(given, expected) ? { member, ownName } : null;
  }

  private tag({ orgId, keyId }: Principal, { server }: Member, taskId: string): Buffer {
    const text = JSON.stringify(['task', orgId, keyId, server.id, taskId]);
    return createHmac('sha256', this.secret).update(text).digest().subarray(0, TAG_BYTES);
  }
}
