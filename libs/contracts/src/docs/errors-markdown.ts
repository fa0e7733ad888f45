import { ERRORS } from '../errors.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** `docs/errors.md`: every code with its status, what callers are told, and what operators should look at. */
export function errorsMarkdown(): string {
  const rows = Object.entries(ERRORS)
    .toSorted(([a, { status: first }], [b, { status: second }]) => first - second || (a < b ? -1 : 1))
    .map(
      ([code, { status, message, operator }]) => `| ${status} | \`${code}\` | ${cell(message)} | ${cell(operator)} |`,
    );
  return [
    '# Error codes',
    '',
    'Made by `npm run docs:errors` from `libs/contracts/src/errors.ts`; change it there.',
    '',
    'Every service answers a failure with `{"error": {"code", "message", "details", "request_id"}}`. `code` is one of these',
    'and never changes its meaning; `message` may be worded more closely; `details` names single fields where there are any.',
    '',
    '| Status | Code | What the caller is told | What to look at |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
