import { elementsOf, isArray, isObject, isTrue, memberOf, quoted, stringOf, type RpcMessage } from '@gatewayops/mcp';
import { subscriptionMeta } from '../../legs/subscription-messages.js';
import type { Member } from '../member.js';
import { LIST_FLAGS, type Wanted } from './wanted.js';

const METHOD = 'notifications/subscriptions/acknowledged';

/** What of a client's wishes the servers honour together, known when each has said so or ended, or has had its time. */
export class Acknowledgement {
  private readonly flags = new Set<string>();
  private readonly resources = new Set<string>();
  private readonly tasks = new Set<string>();
  private readonly honoured = new Set<Member>();
  private readonly answered = new Set<Member>();
  private expected = Number.POSITIVE_INFINITY;
  private settle: () => void = () => {};

  constructor(
    private readonly wanted: Wanted,
    private readonly id: Buffer,
  ) {}

  /** Resolves when so many members have answered, or the time is over. */
  settledBy(members: number, deadlineMs: number): Promise<void> {
    this.expected = members;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, deadlineMs);
      this.settle = () => {
        clearTimeout(timer);
        resolve();
      };
      this.look();
    });
  }

  /** The kinds of list of which some server tells. */
  get honouredFlags(): ReadonlySet<string> {
    return new Set(this.wanted.flags.filter((flag) => this.flags.has(flag)));
  }

  isHonoured(member: Member): boolean {
    return this.honoured.has(member);
  }

  /** @returns whether the member honours anything */
  add(member: Member, { params }: RpcMessage): boolean {
    this.honoured.add(member);
    const filters = isObject(params) ? memberOf(params, 'notifications') : null;
    const honoured = (name: string): string[] => (isObject(filters) ? stringsIn(memberOf(filters, name)) : []);
    const flags = LIST_FLAGS.filter((flag) => isObject(filters) && isTrue(memberOf(filters, flag)));
    const [uris, ids] = [honoured('resourceSubscriptions'), honoured('taskIds')];
    for (const flag of flags) this.flags.add(flag);
    for (const uri of uris) this.resources.add(keyOf(member, uri));
    for (const id of ids) this.tasks.add(keyOf(member, id));
    this.ended(member);
    return flags.length + uris.length + ids.length > 0;
  }

  /** There is no more to be expected from it. */
  ended(member: Member): void {
    this.answered.add(member);
    this.look();
  }

  /** In the words of the client: its own URIs and ids. */
  message(): Buffer {
    const { wanted } = this;
    const filters = wanted.flags.filter((flag) => this.flags.has(flag)).map((flag) => `"${flag}":true`);
    const uris = wanted.resources.filter(({ member, ownName }) => this.resources.has(keyOf(member, ownName)));
    const tasks = wanted.tasks.filter(({ member, ownName }) => this.tasks.has(keyOf(member, ownName)));
    if (uris.length > 0) filters.push(`"resourceSubscriptions":[${uris.map(({ exposed }) => quoted(exposed)).join(',')}]`);
    if (tasks.length > 0) filters.push(`"taskIds":[${tasks.map(({ exposed }) => quoted(exposed)).join(',')}]`);
    const meta = subscriptionMeta(this.id);
    return Buffer.from(`{"jsonrpc":"2.0","method":"${METHOD}","params":{${meta},"notifications":{${filters.join(',')}}}}`);
  } // prettier-ignore

  private look(): void {
    if (this.answered.size >= this.expected) this.settle();
  }
}

const keyOf = (member: Member, name: string): string => `${member.server.id}\n${name}`;

function stringsIn(list: ReturnType<typeof memberOf>): string[] {
  return isArray(list) ? elementsOf(list).flatMap((element) => stringOf(element) ?? []) : [];
}
