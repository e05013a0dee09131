import type { LandingBlock, SiteProfile, TestimonialVideo } from '@stageline/contracts';
import { blockTexts } from './landing-blocks.ts';

/** An amount of money beside a currency, on either side of it. */
const AMOUNT =
  /(?:[$€£]|\b(?:usd|eur|gbp|chf)\b)\s?\d|\d[\d.,'’]*\s?(?:[$€£]|(?:usd|eur|gbp|chf|euros?|dollars?|franken)\b)/iu;
/** What people write about money to be made, in the languages of our sites. */
const WORDS =
  /(?<!\p{L})(?:earn(?:s|ed|ings?)?|incomes?|commissions?|profits?|get rich|(?:six|seven).figures?|financial(?:ly)? (?:freedom|free|independen(?:t|ce))|verdien(?:e|st|en|ste|er|stm\p{L}*)?|\p{L}*einkommen\p{L}*|einkünfte|provision(?:en)?|umsatz\p{L}*|reich werden|finanziell(?:e|en)? (?:freiheit|frei|unabhängig\p{L}*))(?!\p{L})/iu;

/** The words of a text that speak of money to be made; null where none do. */
export const earningsWords = (text: string): string | null => WORDS.exec(text)?.[0] ?? null;

/** Whether a site speaks of money to be made: then its page carries the word on earnings (H-09). Rather once too often. */
export function claimsEarnings({
  profile: { headline, welcomeMessage, benefits },
  videos,
  blocks,
}: {
  readonly profile: Pick<SiteProfile, 'headline' | 'welcomeMessage' | 'benefits'>;
  readonly videos: readonly Pick<TestimonialVideo, 'title'>[];
  readonly blocks: readonly LandingBlock[];
}): boolean {
  const texts = [
    headline,
    welcomeMessage,
    ...benefits,
    ...videos.map(({ title }) => title),
    ...blockTexts(blocks).map((each) => each.text),
  ];
  return texts.some((text) => AMOUNT.test(text) || WORDS.test(text));
}
