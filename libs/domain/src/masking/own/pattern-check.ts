import { MASK, type MaskingPattern } from '@gatewayops/contracts';
import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';

/**
 * Instructions that one pattern may compile to, and all of an organisation together: the time for a text is at most
 * proportional to them.
 */
const PROGRAM_MAX = 250;
const PROGRAMS_MAX = 1_500;

/** Between them they have every place that assertions such as `^`, `$` and `\b` can hold at without a character being taken. */
const PLACES = ['', 'a', ' ', 'ab', 'a\n', '\na', 'a\nb', ' \n ', '\n\n'];

export interface PatternProblem {
  /** Index of the pattern. */
  readonly index: number;
  readonly message: string;
}

/** What speaks against each of an organisation's patterns; nothing where all may be taken. */
export function problemsOf(patterns: readonly MaskingPattern[]): PatternProblem[] {
  const problems: PatternProblem[] = [];
  let size = 0;
  for (const [index, pattern] of patterns.entries()) {
    const checked = check(pattern);
    if (typeof checked === 'string') problems.push({ index, message: checked });
    else size += checked;
    if (typeof checked === 'number' && size > PROGRAMS_MAX && size - checked <= PROGRAMS_MAX) {
      problems.push({ index, message: `with this one the patterns are too large together: ${size} instructions, at most ${PROGRAMS_MAX}` }); // prettier-ignore
    }
  }
  return problems;
}

/** The size of a pattern's program, or why it cannot be taken. */
function check({ pattern, replacement }: MaskingPattern): number | string {
  const compiled = compile(pattern);
  if (typeof compiled === 'string') return compiled;
  const size = compiled.programSize();
  if (size > PROGRAM_MAX) return `too large: ${size} instructions, at most ${PROGRAM_MAX}; counted repetitions such as {100} make a pattern large`; // prettier-ignore
  if (PLACES.some((place) => matchesNothing(compiled, place))) return 'matches the empty text: it would be found everywhere';
  if (compiled.test(MASK)) return `matches ${MASK}, which stands for what is masked already`;
  if (compiled.test(replacement)) return 'matches its own replacement';
  return size;
} // prettier-ignore

function compile(pattern: string): RE2JS | string {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return error instanceof RE2JSSyntaxException ? wordsOf(error, pattern) : 'is no pattern in the syntax of RE2';
  }
}

/** Where the pattern goes wrong is told by the part that could not be read; of which there may be several alike. */
function wordsOf(error: RE2JSSyntaxException, pattern: string): string {
  const part = error.getPattern();
  const description = error.getDescription();
  if (part === null || part === pattern) {
    const open = description === 'missing closing )' ? openGroupIn(pattern) : -1;
    return open === -1 ? description : `${description}: ( (at character ${open + 1})`;
  }
  const at = pattern.indexOf(part);
  const isUnique = at !== -1 && pattern.indexOf(part, at + 1) === -1;
  return `${description}: ${part}${isUnique ? ` (at character ${at + 1})` : ''}`;
}

/** Index of the innermost group that nothing closes. */
function openGroupIn(pattern: string): number {
  const open: number[] = [];
  // Escapes and classes may hold brackets that are none.
  for (const { 0: token, index } of pattern.matchAll(/\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|[()]/gs)) {
    if (token === '(') open.push(index);
    else if (token === ')') open.pop();
  }
  return open.at(-1) ?? -1;
}

function matchesNothing(compiled: RE2JS, place: string): boolean {
  const matcher = compiled.matcher(place);
  while (matcher.find()) if (matcher.start() === matcher.end()) return true;
  return false;
}
