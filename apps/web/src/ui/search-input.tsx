'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Input } from './input';

const TYPING_MS = 350;

interface SearchInputProps {
  value: string;
  /** Told when typing paused: what is searched for, or null. */
  onChange: (text: string | null) => void;
  /** Its name, read out. */
  label: string;
  placeholder?: string;
  charsMax: number;
}

/** The search of a page: `/` goes to it. */
export function SearchInput({ value, onChange, label, placeholder = label, charsMax }: SearchInputProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  // What others set, such as a view or "Clear all"; what was typed here comes back later than the next letter.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === told.current) return;
    const timer = setTimeout(() => {
      told.current = wanted;
      tell.current(wanted || null);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="relative w-full sm:w-72">
      <Search className="text-soft pointer-events-none absolute top-2 left-2.5 size-4" aria-hidden />
      <Input
        type="search"
        data-page-search
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={charsMax}
        onChange={(event) => setText(event.target.value)}
        className="pl-8"
      />
    </div>
  );
}
