'use client';

import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/api-context';
import { masking } from '../../texts/en/masking';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { FormError } from '../../ui/form-error';
import { TextArea } from '../../ui/input';
import { Masked } from '../../ui/masked';
import { problemsIn, problemsOf, type Problems } from './problems';
import { bodyOf, type Draft, type Tried } from './rules';

const words = masking.try;
const SAMPLE_MAX = 65_536;

interface Result {
  readonly sample: string;
  readonly rules: string;
  readonly tried: Tried;
}

/** What the rules, as they are edited, make of a sample. */
export default function TryBox({ draft, onProblems }: { draft: Draft; onProblems: (problems: Problems) => void }) {
  const api = useApi();
  const [sample, setSample] = useState(words.example);
  const rules = bodyOf(draft);
  const attempt = useMutation({
    mutationFn: async (): Promise<Result> => {
      const { data } = await api.auth.POST('/v1/masking-rules/try', { body: { rules, sample } });
      return { sample, rules: JSON.stringify(rules), tried: data as Tried };
    },
    onError: (error) => onProblems(problemsOf(error) ?? {}),
  });
  const go = (): void => {
    const problems = problemsIn(draft);
    onProblems(problems);
    if (Object.keys(problems).length === 0) attempt.mutate();
  };
  const isStale = attempt.data !== undefined && (attempt.data.sample !== sample || attempt.data.rules !== JSON.stringify(rules));
  return (
    <section className="border-line grid gap-3 border-t pt-4">
      <div>
        <h3 className="font-medium">{words.title}</h3>
        <p className="text-soft text-xs">{words.hint}</p>
      </div>
      <div className="grid items-start gap-3 md:grid-cols-2">
        <div className="grid gap-2">
          <Field label={words.sample}>
            {(control) => (
              <TextArea
                {...control}
                value={sample}
                maxLength={SAMPLE_MAX}
                rows={9}
                spellCheck={false}
                className="font-mono text-xs"
                onChange={(event) => setSample(event.target.value)}
              />
            )}
          </Field>
          <Button className="justify-self-start" busy={attempt.isPending} onClick={go}>
            {words.go}
          </Button>
        </div>
        <div aria-live="polite" className="grid min-w-0 gap-3">
          {attempt.data !== undefined && <Outcome result={attempt.data} isStale={isStale} />}
        </div>
      </div>
      {problemsOf(attempt.error) === null && <FormError error={attempt.error} />}
    </section>
  );
} // prettier-ignore

function Outcome({ result: { sample, tried }, isStale }: { result: Result; isStale: boolean }) {
  const { masked, matches, has_more_matches } = tried;
  return (
    <>
      <div className="grid gap-1">
        <p className="font-medium">{words.masked}</p>
        <Text>
          <Masked text={masked} />
        </Text>
        {isStale && <p className="text-soft text-xs">{words.stale}</p>}
      </div>
      <div className="grid gap-1">
        <p className="font-medium">{words.found}</p>
        {matches.length === 0 ? (
          <p className="text-soft">{words.nothing}</p>
        ) : (
          <>
            <Counts matches={matches} />
            <Text>
              <Highlighted sample={sample} matches={matches} />
            </Text>
          </>
        )}
        {has_more_matches && <p className="text-soft text-xs">{words.more}</p>}
      </div>
    </>
  );
}

function Text({ children }: { children: React.ReactNode }) {
  return (
    <pre className="border-line bg-raised/50 max-h-80 overflow-y-auto rounded-md border p-2 font-mono text-xs break-words whitespace-pre-wrap">
      {children}
    </pre>
  );
}

type Match = Tried['matches'][number];
const nameOf = ({ kind, rule }: Match): string => (kind === 'built_in' ? (words.kinds[rule] ?? rule) : rule);

function Counts({ matches }: { matches: readonly Match[] }) {
  const counts = new Map<string, number>();
  for (const match of matches) counts.set(nameOf(match), (counts.get(nameOf(match)) ?? 0) + 1);
  return (
    <ul className="flex flex-wrap gap-1">
      {[...counts].map(([name, count]) => (
        <li key={name}>
          <Badge>
            {name}: {words.matches(count)}
          </Badge>
        </li>
      ))}
    </ul>
  );
}

/** The sample with what was found in it; where matches overlap, the first is shown and what the next has beyond it. */
function Highlighted({ sample, matches }: { sample: string; matches: readonly Match[] }) {
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const match of matches) {
    const start = Math.max(at, match.start);
    if (match.end <= start) continue;
    parts.push(
      sample.slice(at, start),
      <mark key={`${match.start} ${match.end}`} title={nameOf(match)} className="bg-accent-wash text-accent rounded px-0.5">
        {sample.slice(start, match.end)}
      </mark>,
    );
    at = match.end;
  }
  return [...parts, sample.slice(at)];
} // prettier-ignore
