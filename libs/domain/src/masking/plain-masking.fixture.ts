/** The rule of masking, written for the eye and not for speed: what `Masker` is compared with. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

interface Found {
  start: number;
  end: number;
  mask: string;
  rank: number;
}

const LETTERS = 'A-Za-z\\u00c0-\\u052f';

function findAll(text: string, pattern: RegExp, rank: number, mask: (found: RegExpExecArray) => string): Found[] {
  return [...text.matchAll(pattern)].map((found) => {
    return { start: found.index, end: found.index + found[0].length, mask: mask(found), rank };
  });
}

function passesLuhn(number: string): boolean {
  const sum = [...number].toReversed().reduce((total, digit, at) => {
    const value = at % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isCard(text: string, start: number, end: number): boolean {
  const candidate = text.slice(start, end);
  const number = candidate.replace(/[^0-9]/g, '');
  if (/\w/.test(text[start - 1] ?? ' ') || /\w/.test(text[end] ?? ' ')) return false;
  if (text.slice(0, start).endsWith('****-****-****-')) return false;
  const isWhole = /^\d+$/.test(candidate);
  const isUniform = isWhole || /^\d+(?: \d+)+$/.test(candidate) || /^\d+(?:-\d+)+$/.test(candidate);
  const isFours = /^\d{4}(?:[\s\u202f\u2010-\u2014-]\d{4}){3}$/.test(candidate);
  if (!isUniform && !isFours) return false;
  if (isWhole && /\d\.$/.test(text.slice(0, start))) return false;
  if (isWhole && [13, 16, 19].includes(number.length) && /^1[4-9]/.test(number)) return false;
  return number.length >= 13 && number.length <= 19 && passesLuhn(number);
}

function findCards(text: string): Found[] {
  const found: Found[] = [];
  for (let start = 0; start < text.length; start++) {
    if (!/\d/.test(text[start]!)) continue;
    for (let end = start + 13; end <= Math.min(text.length, start + 40); end++) {
      if (!/\d/.test(text[end - 1]!) || !isCard(text, start, end)) continue;
      const before = found.at(-1);
      if (before !== undefined && start < before.end) before.end = Math.max(end, before.end);
      else found.push({ start, end, mask: '', rank: 3 });
    }
  }
  return found.map((each) => {
    const lastFour = text.slice(each.start, each.end).replace(/[^0-9]/g, '').slice(-4); // prettier-ignore
    return { ...each, mask: `****-****-****-${lastFour}` };
  });
}

function findEmails(text: string, sign: string): Found[] {
  const domain = `[${LETTERS}0-9.-]+\\.[${LETTERS}]{2}`;
  const pattern = new RegExp(`[${LETTERS}0-9._%+-]+(?=${sign}${domain})`, 'g');
  return [...text.matchAll(pattern)].flatMap((found) => {
    const name = found[0].replace(/^[.%+-]+/, '');
    const end = found.index + found[0].length;
    const start = end - name.length;
    const isHidden = /^\d/.test(name) && /\d[\s\u2010-\u2014]$/.test(text.slice(0, start));
    return name === '' ? [] : [{ start, end, mask: isHidden ? '***' : `${name.slice(0, 2)}***`, rank: 5 }];
  });
}

export function maskTextPlainly(text: string): string {
  const cards = findCards(text);
  const ssns = findAll(text, /(?<!\w)\d{3}-\d{2}-\d{4}(?!\w)/g, 4, () => '***-**-****');
  const label = '[A-Z0-9 ]{0,48}PRIVATE KEY(?: BLOCK)?-----';
  const found: Found[] = [
    ...findAll(text, /(?<=(?<![A-Za-z0-9])bearer[ \t]+)(?!\*{4})[\w!#$%*+\-./:=?@^|~]+/gi, 0, () => '****'),
    ...findAll(text, new RegExp(`-----BEGIN ${label}.*?(?:-----END ${label}|$)`, 'gs'), 1, () => '****PRIVATE KEY****'),
    ...findAll(text, /(?<=gwo_[a-z]+_)[A-Za-z0-9]{28,}/g, 2, () => '****'),
    ...cards,
    ...ssns.filter((ssn) => !cards.some((card) => ssn.start < card.end && card.start < ssn.end)),
    ...findEmails(text, '@'),
    ...findEmails(text, '%40'),
  ];
  found.sort((a, b) => a.start - b.start || a.rank - b.rank);
  let result = '';
  let from = 0;
  while (found.length > 0) {
    const { start, end, mask } = found.shift()!;
    let to = end;
    let tail = '';
    while (found.length > 0 && found[0]!.start < to) {
      const next = found.shift()!;
      to = Math.max(to, next.end);
      if (next.rank === 5 && next.end === to) tail += '***';
    }
    result += text.slice(from, start) + mask + tail;
    from = to;
  }
  return result + text.slice(from);
}

/** A number that is a card becomes its mask; all strings, also names of members, are masked. */
export function maskTreePlainly(value: Json): Json {
  if (typeof value === 'string') return maskTextPlainly(value);
  if (typeof value === 'number') {
    const masked = maskTextPlainly(String(value));
    return masked === String(value) ? value : masked.replace(/^-/, '');
  }
  if (Array.isArray(value)) return value.map(maskTreePlainly);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [maskTextPlainly(key), maskTreePlainly(each)]));
}
