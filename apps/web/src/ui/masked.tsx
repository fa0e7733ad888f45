import { texts } from '../texts';

/** What the gateway's masking leaves has asterisks in a row: `****-****-****-1111`. */
export const MASKED = /([^\s"]*\*{3}[^\s"]*)/;

/** A text with its masked parts marked. */
export function Masked({ text }: { text: string }) {
  // `split` with one group gives what is between, then what was found.
  return text.split(MASKED).map((part, index) =>
    index % 2 === 1 ? (
      <mark key={index} title={texts.ui.masked} className="bg-warn-wash text-warn rounded px-1">
        {part}
      </mark>
    ) : (
      part
    ),
  );
}
