/** A flag, or a character with its marks, modifiers and what is joined to it; near enough to a grapheme without Intl. */
const FIRST_GRAPHEME = /^(?:\p{RI}{2}|\P{M}(?:[\p{M}\p{Emoji_Modifier}]|\u200d\P{M})*)/u;

/** Up to two letters that stand for a person or a site; an emoji or a combined letter stays whole. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return picked
    .map((word) => FIRST_GRAPHEME.exec(word)?.[0] ?? '')
    .join('')
    .toUpperCase();
}
