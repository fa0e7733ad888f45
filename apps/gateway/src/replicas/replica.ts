/** One gateway process, for as long as it runs. */
export interface Replica {
  /** Of the process: one that is started again is another. */
  readonly id: string;
  /** Where the other replicas reach it, e.g. `http://10.0.0.7:8080`. */
  readonly url: string;
}

/** As it stands in Redis. */
export const replicaText = ({ id, url }: Replica): string => `${id} ${url}`;

/** null for what is no replica. */
export function replicaOf(text: string): Replica | null {
  const space = text.indexOf(' ');
  return space < 1 ? null : { id: text.slice(0, space), url: text.slice(space + 1) };
}
