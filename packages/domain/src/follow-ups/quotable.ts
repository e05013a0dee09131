import { holdsLink } from '../chat-signs.ts';
import { earningsWords } from '../earnings-claims.ts';
import type { FollowUpFacts, SaidThere } from './facts.ts';
import { pairsIn } from './guard-names.ts';
import { healthWords } from './health-claims.ts';

const MOST = 140;
const LEAST = 8;
/** Speaks to whoever writes, and not to the people in the room. */
const TO_A_MACHINE =
  /(?<!\p{L})(?:ignore|disregard|forget|override|instructions?|prompts?|system|assistant|chatgpt|gpt|a\.?i\.?|ki|language model|developer mode|jailbreak|(?:e-?)?mails?|address(?:es)?|attendees?|participants?|print|password|recipients?|bcc|unsubscribe|ignorier\p{L}*|adressen?|teilnehmer\p{L}*|vergiss|anweisung\p{L}*|empfänger|sprachmodell|passwor[dt]s?|kennwort)(?!\p{L})/iu;
/** Markup, code, cells that calculate, addresses, and numbers that look like an account or a price. */
const STRANGE = /[<>{}[\]|\\`=@#*_~^]|&\w+;|\d{4,}|[€$£¥%]|\d\s?(?:eur|usd|chf|gbp|euros?|dollars?)/iu;

/** Whether words of a stranger may stand in a promoter's mail as they are. Rather once too seldom. */
export function isQuotable(text: string): boolean {
  if (text.length < LEAST || text.length > MOST || text.endsWith('…')) return false;
  if (STRANGE.test(text) || TO_A_MACHINE.test(text) || holdsLink(text) || /["“”„«»]/u.test(text)) return false;
  // A claim is no better for being somebody else's, and their friend's name is not ours to send.
  if (earningsWords(text) !== null || healthWords(text).length > 0 || pairsIn(text, 'en').length > 0) return false;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters >= text.length * 0.6 && text !== text.toUpperCase();
}

/** What of somebody's words a mail answers to: the question that says most, otherwise a remark; null where there is none to quote. */
export function toQuote({ said, attended }: Pick<FollowUpFacts, 'said' | 'attended'>): SaidThere | null {
  if (!attended) return null;
  const quotable = said.filter(({ text }) => isQuotable(text));
  const longest = (some: readonly SaidThere[]) =>
    some.reduce<SaidThere | null>(
      (best, each) => (best === null || each.text.length > best.text.length ? each : best),
      null,
    );
  return (
    longest(quotable.filter(({ isQuestion }) => isQuestion)) ??
    longest(quotable.filter(({ text }) => text.length >= 20))
  );
}
