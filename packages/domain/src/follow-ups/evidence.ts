import type { FollowUpEvidence } from '@stageline/contracts';
import type { FollowUpFacts } from './facts.ts';

const normal = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[“”„"«»]/g, '')
    .trim();
const sentences = (body: string): string[] =>
  body
    .split(/\n+/)
    .flatMap((line) => line.split(/(?<=[.!?][”“"]?)\s+/u))
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** What each sentence of a mail rests on that is about its reader or the webinar; others rest on nothing and say so by their absence. */
export function followUpEvidence(body: string, facts: FollowUpFacts): FollowUpEvidence[] {
  const { said, minutes, lastedMinutes, webinar, offer, replayUrl } = facts;
  const own = [webinar.title, offer?.name, offer?.price, offer?.deadline, offer?.url, replayUrl].filter(
    (each): each is string => typeof each === 'string' && each !== '',
  );
  return sentences(body).flatMap((sentence): FollowUpEvidence[] => {
    const text = normal(sentence);
    const message = said.find(
      (each) => each.text.length > 3 && text.includes(normal(each.text).replace(/[.!?]+$/, '')),
    );
    if (message !== undefined) return [{ sentence, from: 'message', messageId: message.id, quote: message.text }];
    if (minutes !== null && new RegExp(`(?<!\\d)${minutes}(?!\\d)`).test(text))
      return [
        {
          sentence,
          from: 'presence',
          messageId: null,
          quote: lastedMinutes === null ? `${minutes}` : `${minutes} / ${lastedMinutes}`,
        },
      ];
    const fact = own.find((each) => text.includes(normal(each)));
    return fact === undefined ? [] : [{ sentence, from: 'webinar', messageId: null, quote: fact }];
  });
}
