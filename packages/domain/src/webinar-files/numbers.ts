// Everything here takes the text of a cell without the space around it: there are millions of them.

/** Nothing was measured, whatever a platform writes for it. */
const NOTHING = /^(?:-+|–|—|n\/?a|null|none)?$/i;
export const isBlank = (text: string): boolean => (text.length < 5 || text[0] === '-') && NOTHING.test(text);

const THOUSANDS = /(?<=\d)[.,'\s\u00A0](?=\d{3}(?:\D|$))/g;

/** A number in a file's own way of writing; null for what is none. */
export function readNumber(text: string, decimal: '.' | ','): number | null {
  let plain = text;
  if (text.includes(','))
    plain = decimal === ',' ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(THOUSANDS, '');
  return NUMBER.test(plain) ? Number(plain) : null;
}
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** A percentage with or without its sign. */
export const readPercent = (text: string, decimal: '.' | ','): number | null =>
  readNumber(text.replace(/\s*%$/, ''), decimal);

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/(-?\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hours?|std|stunden?|ч)\b\.?/iu, 3600],
  [/(-?\d+(?:[.,]\d+)?)\s*(?:m|min|mins|minutes?|minuten?|мин)\b\.?/iu, 60],
  [/(-?\d+(?:[.,]\d+)?)\s*(?:s|sec|secs|seconds?|sek|sekunden?|с)\b\.?/iu, 1],
];
const COLONS = /^(-?)(\d+):(\d{2})(?::(\d{2}))?$/;

/** A length of time in milliseconds: `1h 27m 51s`, `1:27:51`, or a number of minutes; null for what is none. */
export function readDuration(text: string, decimal: '.' | ','): number | null {
  const minutes = readNumber(text, decimal);
  if (minutes !== null) return Math.round(minutes * 60_000);
  const colons = COLONS.exec(text);
  if (colons !== null) {
    const [, sign, first, second, third] = colons;
    // Two parts are minutes and seconds: reports write hours with both.
    const seconds =
      third === undefined
        ? Number(first) * 60 + Number(second)
        : Number(first) * 3600 + Number(second) * 60 + Number(third);
    return (sign === '-' ? -1 : 1) * seconds * 1000;
  }
  let sum: number | null = null;
  for (const [unit, seconds] of UNITS) {
    const match = unit.exec(text);
    if (match !== null) sum = (sum ?? 0) + Math.round(Number(match[1]!.replace(',', '.')) * seconds * 1000);
  }
  return sum;
}

const TRUE = /^(?:yes|y|true|1|ja|j|wahr|x|si|sí|oui|да)$/i;
const FALSE = /^(?:no|n|false|0|nein|falsch|non|нет|no[- ]show)$/i;

/** A yes or a no; null for anything else. */
export function readTruth(text: string): boolean | null {
  if (TRUE.test(text)) return true;
  return FALSE.test(text) ? false : null;
}
