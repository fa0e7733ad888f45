import { dictionary } from '@zxcvbn-ts/language-common';

/** Passwords that stand in many breaches; few are as long as ours must be, so what is made from them counts, too. */
const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** Letters that people write as digits and signs. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i',
}; // prettier-ignore

/** Whether a password is a common one, or made from some by what people do to make them longer. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  if (COMMON.has(lower)) return true;
  const bare = lower.replaceAll(/^[^a-z]+|[^a-z]+$/g, '');
  const spelled = bare.replaceAll(/[013457@$!]/g, (character) => WRITTEN_AS[character] ?? character);
  return [lower, bare, spelled].some((text) => isMadeOfCommon(text)) || hasFewCharacters(lower);
}

/** `password` with digits around it, or `qwertyqwerty`. */
function isMadeOfCommon(text: string): boolean {
  if (text === '' || COMMON.has(text)) return true;
  for (let length = 1; length <= text.length / 2; length++) {
    const part = text.slice(0, length);
    if (text.length % length === 0 && part.repeat(text.length / length) === text) return true;
    if (COMMON.has(part) && COMMON.has(text.slice(length)) && length > 3) return true;
  }
  return false;
}

const hasFewCharacters = (text: string): boolean => new Set(text).size < 4;
