import type { FollowUpText } from './answer.ts';
import { de } from './engine.texts.de.ts';
import { en } from './engine.texts.en.ts';
import type { FollowUpFacts, SaidThere } from './facts.ts';
import { factsInPrompt } from './prompts.ts';
import { toQuote } from './quotable.ts';

const texts = { en, de } as const;
type Texts = (typeof texts)['de'];
/** Below this part of the time somebody has missed something. */
const MOST_OF_IT = 0.7;
const ASKS_PRICE = /(?<!\p{L})(?:price|cost|costs|how much|pay|preis|kostet|kosten|wie ?viel|bezahlen)(?!\p{L})/iu;
const ASKS_REPLAY =
  /(?<!\p{L})(?:recording|recorded|replay|watch (?:it )?(?:again|later)|aufzeichnung|aufgezeichnet|replay|nochmal ansehen)(?!\p{L})/iu;
const ASKS_DEADLINE =
  /(?<!\p{L})(?:until when|how long (?:is|does) the offer|deadline|bis wann|wie lange gilt)(?!\p{L})/iu;

/** A number from a text, the same each time: FNV-1a, and mixed at its end, because its low bits are those of the text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Writes a mail from facts alone, as a promoter would: other words for other people, the same for the same. */
export function writeFollowUp(facts: FollowUpFacts): FollowUpText {
  const say: Texts = texts[facts.language];
  const { title } = facts.webinar;
  const pick = <T>(slot: string, options: readonly T[]): T =>
    options[hashOf(`${facts.key} ${facts.variant} ${slot}`) % options.length]!;
  const isThere = facts.attended && facts.tier !== 'no-show';
  const quoted = isThere && facts.tier !== 'cold' ? toQuote(facts) : null;
  const parts = isThere ? forGuest(facts, say, pick, quoted) : forAbsent(facts, say, pick);
  const { subjects } = say;
  const subject = !isThere
    ? pick('subject', subjects.noShow)
    : quoted?.isQuestion === true && facts.tier !== 'cool'
      ? pick('subject', subjects.asked)
      : pick('subject', subjects[facts.tier as Exclude<typeof facts.tier, 'no-show'>]);
  const body = [say.hello(facts.firstName), ...parts, pick('bye', say.bye)(facts.promoter)];
  return { subject: shortened(subject, title), body: body.filter((part) => part !== '').join('\n\n') };
}

type Pick = <T>(slot: string, options: readonly T[]) => T;

/** A long title is cut, and not the words around it. */
function shortened(subject: (title: string) => string, title: string): string {
  const room = 100 - subject('').length;
  return subject(
    title.length <= room
      ? title
      : `${title
          .slice(0, room - 1)
          .replace(/[\ud800-\udbff]$/, '')
          .trimEnd()}…`,
  );
}

function forAbsent(facts: FollowUpFacts, say: Texts, pick: Pick): string[] {
  const { webinar, replayUrl } = facts;
  const topic = firstSentence(webinar.topic);
  return [
    pick('opening', say.noShow)(webinar.title),
    topic === '' ? '' : say.topic(topic),
    replayUrl === null ? '' : `${pick('replay', say.replay)}\n${replayUrl}`,
    pick('ask', say.askNoShow),
  ];
}

function forGuest(facts: FollowUpFacts, say: Texts, pick: Pick, quoted: SaidThere | null): string[] {
  const { tier, replayUrl } = facts;
  const answer = quoted === null ? null : answerTo(facts, say, pick, quoted);
  const opening = openingOf(facts, say, pick);
  if (tier === 'cold') return [opening, pick('ask', say.askCold)];
  const said = answer === null ? '' : answer.text;
  const replay =
    replayUrl === null || answer?.holds === 'replay'
      ? ''
      : `${pick('replay', hasMissed(facts) ? say.replayRest : say.replay)}\n${replayUrl}`;
  if (tier === 'cool')
    return [opening, said, replay, offerOf(facts, say, pick, answer?.holds ?? null), pick('ask', say.askCool)];
  const offer = offerOf(facts, say, pick, answer?.holds ?? null);
  const ask = pick('ask', tier === 'hot' ? say.askHot : say.askWarm);
  // Whoever saw it all needs no recording.
  return [opening, said, offer, hasMissed(facts) || offer === '' ? replay : '', answer?.holds === 'self' ? '' : ask];
}

const hasMissed = ({ minutes, lastedMinutes }: FollowUpFacts): boolean =>
  minutes !== null && lastedMinutes !== null && minutes < lastedMinutes * MOST_OF_IT;

function openingOf(facts: FollowUpFacts, say: Texts, pick: Pick): string {
  const { minutes, lastedMinutes: of, tier, webinar } = facts;
  if (tier === 'cold') return pick('opening', say.lookedIn)(webinar.title);
  if (minutes === null || of === null) return pick('opening', say.came)(webinar.title);
  if (minutes >= of) return pick('opening', say.stayedAll)(of, webinar.title);
  return pick('opening', hasMissed(facts) ? say.leftEarly : say.stayed)(minutes, of, webinar.title);
}

/** Words of the reader, and what can be said to them from the facts. */
function answerTo({ offer, replayUrl }: FollowUpFacts, say: Texts, pick: Pick, quoted: SaidThere) {
  const { text, isQuestion } = quoted;
  if (!isQuestion) return { text: pick('said', say.wrote)(text), holds: null } as const;
  const question = pick('said', say.asked)(text);
  const answered = <Holds>(answer: string, holds: Holds) => ({ text: `${question}\n\n${answer}`, holds });
  if (ASKS_PRICE.test(text) && offer?.price != null)
    return answered(say.answerPrice(offer.name, offer.price), 'price' as const);
  if (ASKS_REPLAY.test(text) && replayUrl !== null)
    return answered(`${say.answerReplay}\n${replayUrl}`, 'replay' as const);
  if (ASKS_DEADLINE.test(text) && offer?.deadline != null)
    return answered(say.answerDeadline(offer.deadline), 'deadline' as const);
  return answered(pick('answer', say.answerSelf), 'self' as const);
}

function offerOf({ offer, tier }: FollowUpFacts, say: Texts, pick: Pick, holds: string | null): string {
  if (offer === null) return '';
  if (tier === 'cool')
    return `${pick('offer', say.offerCool)(offer.name)}${offer.url === null ? '' : `\n${offer.url}`}`;
  const about = firstSentence(offer.description);
  const sentences = [
    pick('offer', tier === 'hot' ? say.offerHot : say.offerWarm)(offer.name),
    about,
    offer.price === null || holds === 'price' ? '' : say.price(offer.price),
    offer.deadline === null || holds === 'deadline' ? '' : say.deadline(offer.deadline),
    offer.url === null ? '' : say.details,
  ];
  const text = sentences.filter((sentence) => sentence !== '').join(' ');
  return offer.url === null ? text : `${text}\n${offer.url}`;
}

/** As far as it is a sentence: what a promoter wrote for themselves may go on for pages. */
function firstSentence(text: string): string {
  const first = /^.{10,220}?[.!?](?=\s|$)/u.exec(text)?.[0] ?? (text.length > 0 && text.length <= 220 ? text : '');
  return first === '' || /[.!?]$/.test(first) ? first : `${first}.`;
}

/** The engine as a writer of texts: answers a prompt of ours as a model would, and null for any other. */
export function answerFollowUpPrompt(prompt: string): string | null {
  const facts = factsInPrompt(prompt);
  return facts === null ? null : JSON.stringify(writeFollowUp(facts));
}
