/** Prose with the digits, line breaks and punctuation that tools answer with, and nothing that looks like a secret. */
const PARAGRAPH =
  'Order 48213 was packed on 2026-11-03 and left the warehouse in Rotterdam at 14:52.\n' +
  'It holds 3 items: a desk lamp (19.90), two boxes of paper (2 x 4.25) and a chair, priced at 149.00 before tax.\n' +
  'The customer asked for delivery in the morning, and for a call when the driver is half an hour away. ';

/** JSON around text that makes it exactly `bytes` long. `wrap` puts encoded text, a JSON string, into its place. */
export function jsonOfSize(bytes: number, wrap: (text: string) => string): string {
  const room = bytes - Buffer.byteLength(wrap('""'));
  const source = PARAGRAPH.repeat(Math.ceil(room / PARAGRAPH.length) + 1);
  let length = room;
  let text = JSON.stringify(source.slice(0, length));
  while (text.length > room + 2) text = JSON.stringify(source.slice(0, --length));
  // What escapes left open is filled with dots.
  return wrap(`${text.slice(0, -1)}${'.'.repeat(room + 2 - text.length)}"`);
}

/** The one tool of the servers that are called. */
export const TOOL = { name: 'lookup', description: 'Looks an order up', inputSchema: { type: 'object' } };
