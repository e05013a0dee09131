import { type EngagementTier, type Locale, type Price, type WebinarMessageId } from '@stageline/contracts';
import { formatMoney } from '../money.ts';

/** Something that the reader of a mail has said. */
export interface SaidThere {
  readonly id: WebinarMessageId;
  readonly text: string;
  readonly isQuestion: boolean;
}

/** All that a mail to one attendee may speak of: facts of this attendee and of the webinar, and of nobody else (J-07, J-08). */
export interface FollowUpFacts {
  /** Ours, meaningless to anybody else: what is written differs from person to person by it, and is the same each time. */
  readonly key: string;
  /** Which text it is for this person; another number is another text. */
  readonly variant: number;
  readonly language: Locale;
  readonly tier: EngagementTier;
  /** Null where what was given is no name to greet somebody by. */
  readonly firstName: string | null;
  readonly name: string;
  readonly attended: boolean;
  /** How long they were there; null where nobody knows. */
  readonly minutes: number | null;
  readonly lastedMinutes: number | null;
  readonly said: readonly SaidThere[];
  readonly webinar: { readonly title: string; readonly topic: string };
  readonly promoter: string;
  readonly offer: {
    readonly name: string;
    readonly description: string;
    /** As it is to be read. */
    readonly price: string | null;
    readonly deadline: string | null;
    readonly url: string | null;
  } | null;
  readonly replayUrl: string | null;
  /** How it is to sound, in the promoter's own words. */
  readonly voice: string;
}

/** What is known, from which facts are made. */
export interface FollowUpSource {
  readonly webinar: {
    readonly title: string;
    readonly topic: string;
    readonly language: Locale;
    readonly lasted: number | null;
    readonly offer: {
      readonly name: string;
      readonly description: string;
      readonly price: Price | null;
      readonly deadline: string | null;
      readonly url: string | null;
    } | null;
    readonly replayUrl: string | null;
  };
  readonly attendee: {
    readonly id: string;
    readonly name: string;
    readonly tier: EngagementTier;
    readonly attended: boolean;
    readonly minutes: number | null;
    readonly said: readonly SaidThere[];
  };
  readonly promoter: string;
  readonly voice: string;
  readonly variant: number;
}

/** Messages of one person that a text may rest on, and how long each may be: nobody's mail is made of a flood. */
const MOST_SAID = 20;
const MOST_CHARS = 500;
/** What hides, turns or splits the words of others, and what cannot be seen at all. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\ufffd\u2028\u2029\u115f\u1160\u3164]+/gu;

/** The same text without what cannot be seen, on one line, and no longer than `most`. */
export function plain(text: string, most = MOST_CHARS): string {
  const line = text.normalize('NFC').replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Makes the facts of one mail. Questions go before remarks where there are too many to take along. */
export function followUpFacts({ webinar, attendee, promoter, voice, variant }: FollowUpSource): FollowUpFacts {
  const { offer, language } = webinar;
  const said = attendee.attended
    ? attendee.said
        .map(({ id, text, isQuestion }) => ({ id, text: plain(text), isQuestion }))
        .filter(({ text }) => text !== '')
    : [];
  const kept = new Set([...said].sort((a, b) => Number(b.isQuestion) - Number(a.isQuestion)).slice(0, MOST_SAID));
  const name = plain(attendee.name, 100);
  return {
    ...{ key: attendee.id, variant, language, tier: attendee.tier, name, firstName: greetingName(name) },
    attended: attendee.attended,
    minutes: !attendee.attended || attendee.minutes === null ? null : Math.max(1, Math.round(attendee.minutes)),
    lastedMinutes: webinar.lasted === null ? null : Math.max(1, Math.round(webinar.lasted)),
    said: said.filter((each) => kept.has(each)),
    webinar: { title: plain(webinar.title), topic: plain(webinar.topic, 2000) },
    promoter: plain(promoter, 200),
    offer: offer && {
      name: plain(offer.name),
      description: plain(offer.description, 4000),
      price: offer.price && formatMoney(offer.price, language),
      deadline: offer.deadline === null ? null : plain(offer.deadline, 100),
      url: offer.url,
    },
    replayUrl: webinar.replayUrl,
    voice: plain(voice, 1000),
  };
}

const TITLES = /^(?:dr|prof|mr|mrs|ms|mx|herr|frau|hr|fr|dipl|ing|mag)\.?$/i;
/** What devices, programs and strangers call themselves. */
const NOBODY =
  /^(?:guest|gast|user|nutzer|benutzer|teilnehmer|anonym(?:ous)?|unknown|unbekannt|zoom|iphone|ipad|android|samsung|galaxy|huawei|pixel|macbook|laptop|desktop|admin|host|test|null|undefined|n\/?a|ignore|ignoriere|system|assistant|the|your|you|dear|hello|hallo)$/i;
const PART = /^\p{L}[\p{L}\p{M}'’.-]{0,29}$/u;

/** What to greet somebody by; null for what is no name, such as a sentence, an address or a device. */
export function greetingName(name: string): string | null {
  // "Miller, Ana" is how tables sort people.
  const turned = name.includes(',') ? name.split(',').slice(0, 2).reverse().join(' ') : name;
  const parts = turned
    .trim()
    .split(/\s+/)
    .filter((part) => !TITLES.test(part));
  if (parts.length === 0 || parts.length > 5 || !parts.every((part) => PART.test(part))) return null;
  const first = parts[0]!.replace(/\.$/, '');
  if (first.length < 2 || parts.some((part) => NOBODY.test(part))) return null;
  const isShouted = first === first.toUpperCase() || first === first.toLowerCase();
  if (!isShouted) return first;
  return first
    .toLowerCase()
    .replace(/(^|[-'’])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase());
}
