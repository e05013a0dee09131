/** A word of its own: nothing that could belong to it stands before or behind it. */
const word = (words: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');

const ENGLISH =
  'pric(?:e|es|ed|ing|ey)|costs?|fees?|how\\s+much|pay(?:s|ing|ments?)?|instal?lments?|discounts?|expensive|afford(?:able)?';
/** "Zahlen" alone are numbers, and "kostenlos" is no price. */
const GERMAN =
  'preis(?:e|en|es)?|kostet|kosten|kostenpunkt|wie\\s*viel|teuer|bezahl(?:en|e|t)|zahlung(?:en)?|(?:raten|an)zahlung(?:en)?|zahle\\s+ich|raten|rabatte?|gebühr(?:en)?|leisten\\s+kann';
const PRICE_WORDS = word(`${ENGLISH}|${GERMAN}`);
/** An amount of money: a sign or a code beside a number. */
const AMOUNT = /(?:[€$£]\s?\d|\d\s?(?:[€$£]|(?:eur|euros?|usd|dollars?|chf|gbp)(?![\p{L}])))/iu;

/** Whether somebody writes about what it costs, in English or German. Kept narrow: what it finds is shown as a reason. */
export const mentionsPrice = (text: string): boolean => PRICE_WORDS.test(text) || AMOUNT.test(text);

const ASKING =
  /^(?:(?:what|when|where|who|why|how|which|can|could|do|does|is|are|will|would)|(?:was|wann|wo|wer|warum|wieso|wie|welche[rsnm]?|kann|könnte|gibt|ist|sind|wird|werden|darf))(?![\p{L}])/iu;

/** Whether a message asks something: by its mark, or by how it begins. English and German. */
export const isQuestion = (text: string): boolean =>
  /[?？]\s*$/u.test(text) || /\?\s/u.test(text) || ASKING.test(text.trim());

/** Ends of host names that begin no sentence, as "me" and "at" do. Others count where a path or port follows. */
const HOST_ENDS = 'com|net|org|info|biz|io|co|ly|gl|gg|tv|dev|xyz|de|ch|eu|uk|ru|cn|nl|fr|pl';
const LINK = new RegExp(
  `[a-z][a-z\\d+.-]*://\\S|(?<![\\p{L}\\p{N}])www\\.[\\p{L}\\p{N}]|(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*\\.)+(?:(?:${HOST_ENDS})(?![\\p{L}\\p{N}-])|\\p{L}{2,24}[/:]\\S)`,
  'iu',
);
/** What cannot be seen, and what is read as a dot. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const DOTS = /[。．｡]|\s?[[({]\s?(?:\.|dot|punkt)\s?[\])}]\s?/giu;

/** Whether a message holds the address of a page, written out or barely hidden, as in `example[.]com`. */
export const holdsLink = (text: string): boolean =>
  LINK.test(text.replaceAll(UNSEEN, '').replaceAll(DOTS, '.').normalize('NFKC'));
