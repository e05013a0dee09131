import type { FollowUpFlag } from '@stageline/contracts';
import { earningsWords } from '../earnings-claims.ts';
import type { FollowUpText } from './answer.ts';
import type { FollowUpFacts } from './facts.ts';
import { namesIn } from './guard-names.ts';
import { healthWords } from './health-claims.ts';

/** What a site does not want to be said, besides what is never allowed. */
export interface GuardRules {
  readonly offLimits: readonly string[];
}
type Kind = FollowUpFlag['kind'];

const LINK =
  /(?:[a-z][a-z\d+.-]*:\/\/|www\.)[^\s<>"“”„]+|(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]+\.)+(?:com|net|org|info|biz|io|co|ly|me|app|shop|site|online|link|dev|xyz|tv|ru|cn|de|at|ch|eu|uk|example|test)(?![\p{L}\p{N}-])(?:[/:?#][^\s<>"“”„]*)?/giu;
const EMAIL = /[\p{L}\p{N}._%+-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const PHONE = /(?<![\p{L}\p{N}])(?:\+|00)?\d[\d ()/-]{7,}\d(?![\p{L}\p{N}])/gu;
const CODE = 'eur|usd|chf|gbp|euros?|dollars?|franken|pounds?|cents?|bucks?';
const MONEY = new RegExp(
  `(?:[$€£¥]|(?<!\\p{L})(?:${CODE}))\\s?\\d[\\d.,'’\\s]*|\\d[\\d.,'’]*\\s?(?:[$€£¥]|(?:${CODE})(?!\\p{L}))|(?<!\\p{L})(?:free of charge|for free|kostenlos|gratis|umsonst|half price|zum halben preis)(?!\\p{L})|\\d+\\s?%|\\d+\\s?(?:percent|prozent)`,
  'giu',
);
const MONTHS =
  'jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?';
const DAYS =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)days?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag';
const WHEN = new RegExp(
  `(?<!\\p{L})(?:${DAYS}|\\d{1,2}(?:st|nd|rd|th|\\.)?\\s(?:of\\s)?(?:${MONTHS})|(?:${MONTHS})\\.?\\s\\d{1,2}|\\d{1,2}[./]\\d{1,2}(?:[./]\\d{2,4})?\\.?|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}(?::\\d\\d)?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|uhr)|\\d{1,2}:\\d\\d|tonight|tomorrow|midnight|heute(?:\\s(?:abend|nacht))|morgen(?=\\s(?:früh|abend|um|mittag))|mitternacht|next week|nächste woche|(?:in|within|only|nur noch|innerhalb von|binnen)\\s\\d+\\s(?:hours?|days?|stunden|tagen?)|last chance|letzte chance|only today|nur heute|expires?|läuft ab)(?!\\p{L})`,
  'giu',
);
const QUOTE = /[“„"«]([^“”„"«»\n]{3,300})[”“"»]/gu;
const NUMBER = /(?<![\p{L}\p{N}.,])\d[\d.,'’]*/gu;
/** What only somebody can be told who was there. */
const WAS_THERE =
  /(?<!\p{L})(?:thank you for (?:coming|attending|joining|being|staying|your (?:question|attention|participation))|thanks for (?:coming|attending|joining|being|staying|your (?:question|attention))|(?:great|good|nice|lovely) (?:to have|having) you|you (?:stayed|attended|joined|asked|wrote|watched|were (?:there|with us|part))|your (?:question|comment)s?|as you (?:saw|heard)|(?:schön|danke|toll),? dass sie (?:dabei|da|gekommen)|sie (?:waren dabei|haben (?:gefragt|geschrieben|teilgenommen))|(?:danke|vielen dank) für (?:ihre|deine) (?:teilnahme|frage|aufmerksamkeit)|ihre frage|dass sie dabei waren)(?!\p{L})/giu;

const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim();
const digits = (text: string): string => text.replace(/[^\d]/g, '');
const bare = (text: string): string => text.replace(/[.,;:!?)\]]+$/, '');

/**
 * What a reader has to look at before a mail goes out: whatever in it the facts do not say (J-08). It looks at the text alone, so it
 * holds for every writer, and for one that obeyed a stranger most of all.
 */
export function guardFollowUp(
  { subject, body }: FollowUpText,
  facts: FollowUpFacts,
  { offLimits }: GuardRules,
): FollowUpFlag[] {
  const flags: FollowUpFlag[] = [];
  const add = (kind: Kind, text: string) => {
    const words = text.trim().slice(0, 200);
    if (!flags.some((flag) => flag.kind === kind && flag.text === words)) flags.push({ kind, text: words });
  };
  const { offer, webinar, replayUrl, said, minutes, lastedMinutes } = facts;
  const ours = [webinar.title, webinar.topic, offer?.name, offer?.description, offer?.price, offer?.deadline]
    .map((each) => normal(each ?? ''))
    .join('\n');
  const theirs = said.map(({ text }) => normal(text));
  const links = new Set([offer?.url, replayUrl].filter((url): url is string => typeof url === 'string'));
  const whole = `${subject}\n${body}`;

  // What is taken out here is looked at as what it is, and its digits are no numbers.
  let text = whole;
  const each = (pattern: RegExp, look: (found: string, at: number) => void) => {
    text = text.replace(pattern, (found: string, ...rest: unknown[]) => {
      look(found, rest.find((value) => typeof value === 'number') as number);
      return ' '.repeat(found.length);
    });
  };
  each(EMAIL, (found) => add('other-person', found));
  each(LINK, (found) => !links.has(bare(found)) && !ours.includes(normal(bare(found))) && add('link', found));
  each(PHONE, (found) => !ours.includes(normal(found)) && !isDate(found) && add('other-person', found));
  // A price in the words of a stranger is no price of ours, quoted or not.
  const price = digits(offer?.price ?? '');
  each(MONEY, (found) => {
    const isOurs = digits(found) !== '' && (digits(found) === price || `${digits(found)}00` === price);
    if (!isOurs && !ours.includes(normal(bare(found)))) add('price', found);
  });
  for (const { 1: quote } of whole.matchAll(QUOTE)) {
    const words = normal(quote!).replace(/[.!?…,]+$/, '');
    if (!ours.includes(words) && !theirs.some((message) => message.includes(words))) add('quote', quote!);
  }
  const known = [ours, ...theirs].join('\n');
  each(WHEN, (found) => !ours.includes(normal(found)) && !isQuoted(whole, found, theirs) && add('deadline', found));
  const numbers = new Set([minutes, lastedMinutes].map(String));
  each(NUMBER, (found) => !numbers.has(bare(found)) && !known.includes(bare(found)) && add('number', found));
  for (const found of namesIn(whole, facts)) add(found.kind, found.text);

  const offerName = normal(offer?.name ?? '');
  const title = normal(webinar.title);
  const isName = (found: string) => offerName.includes(normal(found)) || title.includes(normal(found));
  for (const line of whole.split(/(?<=[.!?\n])/)) {
    const earnings = earningsWords(line);
    if (earnings !== null && !isName(earnings)) add('earnings', earnings);
  }
  for (const found of healthWords(whole)) if (!isName(found)) add('health', found);
  for (const words of offLimits) if (normal(whole).includes(normal(words))) add('off-limits', words);
  if (!facts.attended) for (const [found] of whole.matchAll(WAS_THERE)) add('attendance', found);
  return flags;
}

const isDate = (found: string): boolean => /^\d{4}-\d\d-\d\d$/.test(found.trim());

/** Whether words stand in quotes that are a message of the reader's own: then they are theirs, and no promise of ours. */
function isQuoted(whole: string, found: string, theirs: readonly string[]): boolean {
  const quotes = [...whole.matchAll(QUOTE)].map(({ 1: quote }) => normal(quote!));
  const inQuotes = quotes.filter((quote) => quote.includes(normal(found)));
  if (inQuotes.length === 0) return false;
  const outside = normal(whole.replace(QUOTE, ' '));
  return (
    !outside.includes(normal(found)) &&
    inQuotes.every((quote) => theirs.some((message) => message.includes(quote.replace(/[.!?…,]+$/, ''))))
  );
}
