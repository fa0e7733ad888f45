import { ApiError } from '../../api/api-error';
import { masking as words } from '../../texts/en/masking';
import { texts } from '../../texts';
import type { Draft } from './rules';

/** What is wrong, by the place in the rules: `patterns.3.pattern`, `fields`. */
export type Problems = Readonly<Record<string, string>>;

/** What can be seen here; whether a pattern can be read, the service says. */
export function problemsIn({ patterns }: Draft): Problems {
  const problems: Record<string, string> = {};
  for (const [index, { name, pattern, replacement }] of patterns.entries()) {
    const isTwice = patterns.slice(0, index).some((other) => sameName(other.name, name));
    if (name.trim() === '') problems[`patterns.${index}.name`] = texts.forms.missing;
    else if (isTwice) problems[`patterns.${index}.name`] = words.patterns.twice;
    if (pattern === '') problems[`patterns.${index}.pattern`] = texts.forms.missing;
    if (!replacement.includes('***')) problems[`patterns.${index}.replacement`] = words.patterns.noStars;
  }
  return problems;
}

const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** What a service says of the rules; null where the error is not of them. */
export function problemsOf(error: unknown): Problems | null {
  if (!(error instanceof ApiError) || error.more.details.length === 0) return null;
  const places = error.more.details.map(({ field, message }) => [field.replace(/^rules\./, ''), message] as const);
  return places.every(([place]) => /^(?:patterns\.\d+\.|fields|patterns$)/.test(place))
    ? Object.fromEntries(places)
    : null;
}
