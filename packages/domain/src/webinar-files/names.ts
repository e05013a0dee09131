import { foldName } from './headers.ts';

/** Programs that join in somebody's place; they neither listen nor buy. */
const BOTS =
  /\b(?:read\.?ai|otter\.?ai|otterpilot|fireflies(?:\.ai)?|note ?taker|notetaker|fathom|tl;?dv|meetgeek|krisp|avoma|sembly|grain|supernormal|tactiq|meeting (?:assistant|bot|recorder)|recording bot|recorder bot)\b/i;
const BOT_MAIL =
  /@(?:[a-z0-9-]+\.)*(?:fireflies\.ai|otter\.ai|read\.ai|meetgeek\.ai|sembly\.ai|fathom\.video|tldv\.io)$/;
export const isBot = (name: string, email: string | null): boolean =>
  BOTS.test(name) || (email !== null && BOT_MAIL.test(email));

/** Roles of those who hold a webinar. In a meeting of Teams everybody is a presenter unless its organiser says otherwise. */
const HOSTS =
  /^(?:host|co[- ]?host|alternative host|organi[sz]er|co[- ]?organi[sz]er|organisator(?:in)?|besprechungsorganisator|moderator(?:in)?|panelist|diskussionsteilnehmer|speaker|guest[ _]speaker|team[ _]member|instructor|dozent(?:in)?|ведущий)$/i;
const PRESENTERS = /^(?:presenter|referent(?:in)?|teacher)$/i;
export const isHostRole = (role: string, isTeams: boolean): boolean =>
  HOSTS.test(role.trim()) || (!isTeams && PRESENTERS.test(role.trim()));

/** What stands in brackets behind a name and is none. */
const ROLE =
  /^(?:.{0,2}|guest|gast|extern(?:al)?|host|co-?host|me|ich|unverified|nicht überprüft|she\/her|he\/him|they\/them)$/i;
const BRACKETED = /[([]([^()[\]]*)[)\]]/g;
const OPENS_BRACKET = /[([]/;

/**
 * A name as it may be written elsewhere: without case, accents and marks; what is in brackets (the name at the registration, "host")
 * is one of its own, and "Sample, Ana" is "ana sample", too.
 */
export function nameKeys(name: string): string[] {
  if (!name.includes(',') && !OPENS_BRACKET.test(name)) {
    const key = foldName(name);
    return key === '' ? [] : [key];
  }
  const keys = new Set<string>();
  const add = (text: string) => {
    const [last, first, ...more] = text.split(',');
    for (const way of first !== undefined && more.length === 0 ? [text, `${first} ${last}`] : [text]) {
      const key = foldName(way);
      if (key !== '') keys.add(key);
    }
  };
  add(name.replaceAll(BRACKETED, ' '));
  for (const [, inner] of name.matchAll(BRACKETED)) if (!ROLE.test(inner!.trim())) add(inner!);
  return [...keys];
}

/** Whether two names that differ may be one person's: one begins the other, word by word, or their words are the same. */
export function isSimilarName(one: string, other: string): boolean {
  const [a, b] = [foldName(one).split(' '), foldName(other).split(' ')];
  if (a[0] === '' || b[0] === '') return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const left = [...long];
  return short.every((word, at) => {
    const found = left.findIndex(
      (each) => each === word || (at > 0 && (each.startsWith(word) || word.startsWith(each))),
    );
    if (found < 0) return false;
    left.splice(found, 1);
    return true;
  });
}

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/;
/** An address as people are told apart by it; null for what is none. @param cell without space around its text */
export function emailOf(cell: string): string | null {
  const lower = cell.toLowerCase();
  const text = lower.startsWith('mailto:') ? lower.slice('mailto:'.length) : lower;
  const address = NO_ASCII.test(text) ? text.normalize('NFC') : text;
  return address.length <= 254 && ADDRESS.test(address) ? address : null;
}
const NO_ASCII = /[^ -~]/;

const LINK = /https?:\/\/\S+/g;
const ASKS =
  /^(?:what|when|where|who|whom|why|how|which|can (?:i|you|we)|could (?:i|you|we)|do (?:i|you|we)|does|is (?:it|there|this)|are (?:you|there)|will|was|wie|wo|wann|wer|warum|wieso|weshalb|welche[rsnm]?|kann (?:ich|man)|gibt es|ist das|muss ich|como|cuando|donde|por que|quien|cuanto|comment|quand|pourquoi|combien|est ce que)\b/;
/** Whether somebody asks: a question mark anywhere but in a link, or words that begin a question. */
export function isQuestionText(text: string): boolean {
  const words = text.replaceAll(LINK, ' ');
  return /[?？¿]/.test(words) || ASKS.test(foldName(words));
}
