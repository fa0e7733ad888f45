import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';

/** A name server for TXT records, on UDP. */
export interface DnsServer {
  /** As DNS_SERVERS takes it. */
  readonly address: string;
  readonly records: Map<string, string[]>;
  /** Answers SERVFAIL while true. */
  failing: boolean;
  stop(): Promise<void>;
}

export async function startDns(): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const records = new Map<string, string[]>();
  socket.on('message', (message, remote) => {
    const query = decode(message);
    const name = query.questions?.[0]?.name ?? '';
    const texts = records.get(name.toLowerCase());
    // RCODE is in the lowest bits of the flags: 2 SERVFAIL, 3 NXDOMAIN.
    const rcode = server.failing ? 2 : texts === undefined ? 3 : 0;
    const answers = (texts ?? []).map((data) => ({ type: 'TXT' as const, name, ttl: 1, data }));
    const { id, questions } = query;
    socket.send(encode({ type: 'response', id, flags: rcode, questions, answers }), remote.port, remote.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const server: DnsServer = {
    address: `127.0.0.1:${socket.address().port}`,
    records,
    failing: false,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  return server;
}
