/** What the parent tells its engine process over the IPC channel: never by arguments, which every user can list. */
export interface StartCommand {
  kind: 'start';
  path: string;
  port: number;
  user: string;
  password: string;
  connections: number;
  bodyBytesMax: number;
}

export type ServerReport = { kind: 'ready' } | { kind: 'failed'; code: string | undefined; message: string };
