import { timeline, type TimelineKind } from '@stageline/contracts';

/** A piece of plain text: words, or an address to go to. */
export interface TextPart {
  readonly text: string;
  readonly href: string | null;
}

/** What ends a sentence is not part of the address before it; nor is a bracket that was opened outside of it. */
const TRAILING = /[.,;:!?)\]}'"»”]+$/u;
const ADDRESS = /https?:\/\/[^\s<>]+/gu;

/** Splits plain text at the http and https addresses in it; nothing else becomes a link. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(TRAILING, '');
    if (!URL.canParse(address)) continue;
    if (index > from) parts.push({ text: text.slice(from, index), href: null });
    parts.push({ text: address, href: address });
    from = index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

/** What of a timeline an address can lead to. */
export interface EntryPlace {
  readonly kind: TimelineKind;
  readonly id: string;
}
/** The part of an address that leads to an entry: `#chat.msg_…`. */
export const entryHash = ({ kind, id }: EntryPlace): string => `#${kind}.${id}`;

/** The entry that such a part leads to; null for every other. */
export function entryOfHash(hash: string): EntryPlace | null {
  const [, kind, id] = /^#([a-z]+)\.(\w+)$/.exec(hash) ?? [];
  const known = timeline.TimelineKind.safeParse(kind);
  return known.success && id !== undefined ? { kind: known.data, id } : null;
}

/** Runs of entries of one day each, in the order in which they come; days begin in the viewer's own zone. */
export function byDay<T extends { readonly at: string }>(entries: readonly T[]): { day: string; entries: T[] }[] {
  const days: { day: string; entries: T[] }[] = [];
  for (const entry of entries) {
    const day = new Date(entry.at).toDateString();
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
