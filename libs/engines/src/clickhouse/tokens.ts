/** A piece of SQL text. `name` covers bare words and identifiers in backticks or double quotes; `text` is without the quotes. */
export interface Token {
  kind: 'name' | 'string' | 'number' | 'symbol';
  text: string;
  quoted: boolean;
  /** Offset of the first character after the token. */
  end: number;
}

const PATTERN = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`(?<comment>--[^\n]*|#[ !][^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>'(?:[^'\\]|\\[\s\S]|'')*')`,
    String.raw`(?<heredoc>\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$)`,
    String.raw`(?<quoted>` + '`(?:[^`\\\\]|\\\\[\\s\\S]|``)*`|"(?:[^"\\\\]|\\\\[\\s\\S]|"")*")',
    String.raw`(?<word>[A-Za-z_][A-Za-z0-9_]*)`,
    String.raw`(?<number>\d[\w.]*)`,
    String.raw`(?<symbol>[\s\S])`,
  ].join('|'),
  'y',
);

/** The tokens of a ClickHouse statement, without white space and comments. */
export function* tokens(sql: string): Generator<Token, void, undefined> {
  const pattern = new RegExp(PATTERN);
  for (let match = pattern.exec(sql); match; match = pattern.exec(sql)) {
    const groups = match.groups ?? {};
    const end = pattern.lastIndex;
    if (groups['word'] !== undefined) yield { kind: 'name', text: groups['word'], quoted: false, end };
    else if (groups['quoted'] !== undefined) yield { kind: 'name', text: unquote(groups['quoted']), quoted: true, end };
    else if (groups['number'] !== undefined) yield { kind: 'number', text: groups['number'], quoted: false, end };
    else if (groups['string'] !== undefined || groups['heredoc'] !== undefined)
      yield { kind: 'string', text: '', quoted: true, end };
    else if (groups['symbol'] !== undefined) yield { kind: 'symbol', text: groups['symbol'], quoted: false, end };
  }
}

function unquote(text: string): string {
  const quote = text[0] ?? '';
  return text
    .slice(1, -1)
    .replaceAll(quote + quote, quote)
    .replaceAll(/\\([\s\S])/g, '$1');
}
