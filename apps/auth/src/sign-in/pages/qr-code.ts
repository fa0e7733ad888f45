import qrcode from 'qrcode-generator'; // oxlint-disable-line import/no-named-as-default -- its types know the default only
import { Html, html } from '../../pages/html.js';

/** A QR code as a picture in the page: one path of squares. */
export function qrCode(text: string): Html {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const rows = Array.from({ length: count }, (_row, index) => index);
  const squares = rows.flatMap((row) => rows.filter((column) => code.isDark(row, column)).map((column) => `M${column} ${row}h1v1h-1z`)); // prettier-ignore
  return html`<svg class="qr" viewBox="-2 -2 ${count + 4} ${count + 4}" role="img" aria-label="QR code of the secret" shape-rendering="crispEdges"><path d="${squares.join('')}" fill="#000"/></svg>`;
}
