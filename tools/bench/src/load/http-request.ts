/** A request as bytes, ready to be written as often as wanted. */
export function requestBytes(options: {
  port: number;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}): Buffer {
  const body = Buffer.from(options.body);
  const lines = [
    `POST ${options.path} HTTP/1.1`,
    `host: 127.0.0.1:${options.port}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    ...Object.entries(options.headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}
