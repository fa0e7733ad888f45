import { StringDecoder } from 'node:string_decoder';

/** The data of each event of a stream that has some, as it is completed (WHATWG HTML, section 9.2.6). */
export class EventReader {
  private readonly decoder = new StringDecoder();
  private rest = '';
  private afterCr = false;
  private data: string[] = [];

  constructor(private readonly onData: (data: string) => void) {}

  push(chunk: Buffer): void {
    let text = this.decoder.write(chunk);
    // A CR ends its line at once; an LF that comes after it belongs to it.
    if (this.afterCr && text.startsWith('\n')) text = text.slice(1);
    if (text !== '') this.afterCr = text.endsWith('\r');
    const lines = (this.rest + text).split(/\r\n|\r|\n/);
    this.rest = lines.pop() as string;
    for (const line of lines) this.line(line);
  }

  private line(line: string): void {
    if (line === '') {
      const data = this.data.join('\n');
      this.data = [];
      if (data !== '') this.onData(data);
    } else if (line.startsWith('data:')) this.data.push(line.slice(line[5] === ' ' ? 6 : 5));
  }
}
