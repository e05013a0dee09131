import { redact } from '@stageline/platform';
import { canonicalJson } from './audit.chain.ts';

/** The audit log is read by owners and exported: more than in a log line counts as a secret here. */
const SECRET = /pass(word|phrase)|secret|token|cookie|authorization|credential|recovery|otp|hash$|privatekey|^code$/i;
const MASK = '[redacted]';
const MAX_STRING = 500;
const MAX_ITEMS = 50;
const MAX_DEPTH = 6;
/** Of one side of a change, in characters. */
const MAX_TEXT = 8000;

/**
 * What was there before or after an action, as canonical JSON: secrets masked, long strings and lists cut and deep values
 * left out, so that an entry stays small whatever it is given. Null for nothing.
 */
export function factsOf(value: object | undefined): string | null {
  if (value === undefined) return null;
  const text = canonicalJson(bounded(redact(value), 0));
  if (text.length <= MAX_TEXT) return text;
  return canonicalJson({ tooLarge: true, fields: Object.keys(value).slice(0, MAX_ITEMS).map(cut) });
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => bounded(item, depth + 1));
    return value.length > MAX_ITEMS ? [...items, `[${value.length - MAX_ITEMS} more]`] : items;
  }
  return Object.fromEntries(
    Object.entries(value).map(([field, held]) => [cut(field), SECRET.test(field) ? MASK : bounded(held, depth + 1)]),
  );
}

/** Cut between characters, not within one: half of a surrogate pair has no canonical form. */
const cut = (text: string): string =>
  text.length <= MAX_STRING ? text : `${text.slice(0, MAX_STRING).replace(/[\ud800-\udbff]$/, '')}…`;

/** A one-line text for a name or a reason, cut. */
export const shortText = (text: string | null | undefined): string | null => (text ? cut(text) : null);
