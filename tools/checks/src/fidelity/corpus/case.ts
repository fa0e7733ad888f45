export type Era = 'modern' | 'legacy';

/** What a server wants to know from its client before it answers, and what the client says; raw JSON, both. */
export interface Question {
  readonly method: string;
  readonly params: string;
  readonly result: string;
}

/** One request, the answer to it and what else is said around it, each as it is written. */
export interface Case {
  readonly name: string;
  readonly method: string;
  /** Members of `params` but `_meta`. */
  readonly params: string;
  /** Members of `_meta`. */
  readonly meta?: string;
  readonly kind?: 'result' | 'error';
  readonly answer: string;
  /** Notifications before the answer; `$TOKEN` stands for the progress token of the request, which is then asked for. */
  readonly messages?: readonly string[];
  /** The progress token that the client sends. */
  readonly token?: string;
  /** Where the revisions of the other era have no such thing. */
  readonly era?: Era;
  readonly asks?: readonly Question[];
  /** Notifications that belong to no request; `$META` stands for the members of `_meta` that say to which subscription. */
  readonly beside?: readonly string[];
  /** Notifications of the client, sent before the request. */
  readonly tells?: readonly string[];
  /** Of those that take long. */
  readonly isLarge?: boolean;
}

/** Whether client and server have to speak with each other as if alone: in one session, or in one revision without any. */
export const isConversation = ({ era, asks, beside, tells }: Case): boolean =>
  era !== undefined || asks !== undefined || beside !== undefined || tells !== undefined;
