import type { ScoringSettings } from '@stageline/contracts';
import { unionSpans } from '../intervals.ts';
import { scoreEngagement, type Engagement } from './score.ts';

/** A stay, in epoch milliseconds; `replay` was watched later and is no attendance. */
export interface PresenceSpan {
  readonly from: number;
  readonly to: number;
  readonly kind: 'live' | 'replay';
}

/** What one file says of one person, all of its rows together. */
export interface AttendeeFacts {
  readonly name: string;
  /** In lower case; null where the file has none. */
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string | null;
  readonly location: string | null;
  /** As the file says in words; null where it does not. */
  readonly attended: boolean | null;
  readonly presence: readonly PresenceSpan[];
  /** Minutes that the file counts, in milliseconds, all rows summed; null where it counts none. */
  readonly minutesMs: number | null;
  /** In percent. */
  readonly percent: number | null;
  readonly focus: number | null;
  readonly interest: number | null;
  readonly chatCount: number | null;
  readonly questionCount: number | null;
  readonly unsubscribed: boolean;
  readonly registeredAt: number | null;
  readonly custom: readonly { readonly name: string; readonly value: string }[];
  /** Where it says so. */
  readonly lines: readonly number[];
}

/** What scores of a webinar follow from, besides its people. */
export interface ScoringBasis {
  readonly settings: ScoringSettings;
  /** How long it was, in minutes. */
  readonly durationMinutes: number | null;
  /** Whether it is known who wrote: then silence is a zero and nothing that is missing. */
  readonly hasChat: boolean;
}

/** Somebody in a webinar, from everything that is known of them. */
export interface SettledAttendee extends Engagement {
  readonly facts: AttendeeFacts;
  readonly attended: boolean;
  /** How long they were there live; null where nobody knows. */
  readonly minutes: number | null;
  /** Messages of theirs, questions included. */
  readonly messages: number;
  readonly questions: number;
}

/**
 * One picture out of what several files say: of two that say different things the later one is believed, and stays that do not
 * touch each other are all kept, because they may be two parts of one webinar.
 * @param sources the earlier first; at least one
 */
export function combineFacts(sources: readonly AttendeeFacts[]): AttendeeFacts {
  return sources.reduce((before, later) => ({
    name: later.name || before.name,
    email: later.email ?? before.email,
    phone: later.phone ?? before.phone,
    company: later.company ?? before.company,
    location: later.location ?? before.location,
    attended: later.attended ?? before.attended,
    ...stayOf(before, later),
    percent: later.percent ?? before.percent,
    focus: later.focus ?? before.focus,
    interest: later.interest ?? before.interest,
    chatCount: later.chatCount ?? before.chatCount,
    questionCount: later.questionCount ?? before.questionCount,
    // Who has unsubscribed somewhere has done so.
    unsubscribed: later.unsubscribed || before.unsubscribed,
    registeredAt: later.registeredAt ?? before.registeredAt,
    custom: [...before.custom.filter(({ name }) => !later.custom.some((each) => each.name === name)), ...later.custom],
    lines: later.lines,
  }));
}

function stayOf(before: AttendeeFacts, later: AttendeeFacts): Pick<AttendeeFacts, 'presence' | 'minutesMs'> {
  if (later.presence.length === 0) {
    if (later.minutesMs === null) return before;
    return { presence: before.presence, minutesMs: later.minutesMs };
  }
  const apart = before.presence.filter((stay) =>
    later.presence.every(({ from, to }) => stay.to < from || stay.from > to),
  );
  const isApart = apart.length === before.presence.length && apart.length > 0;
  if (!isApart) return later;
  const minutesMs = before.minutesMs === null || later.minutesMs === null ? null : before.minutesMs + later.minutesMs;
  return { presence: [...before.presence, ...later.presence], minutesMs };
}

/**
 * Settles one person: what of their webinar was measured, and the score that follows from it. The same from the same, in
 * whichever order rows and stays come.
 * @param said messages of theirs that are known, questions included
 */
export function settleAttendee(
  sources: readonly AttendeeFacts[],
  said: { readonly messages: number; readonly questions: number },
  { settings, durationMinutes, hasChat }: ScoringBasis,
): SettledAttendee {
  const facts = combineFacts(sources);
  const spentMs = timeSpent(facts);
  const questions = Math.max(said.questions, facts.questionCount ?? 0);
  const messages = Math.max(said.messages, facts.chatCount ?? 0, questions);
  const attended =
    facts.attended ??
    ((spentMs ?? 0) > 0 || (facts.percent ?? 0) > 0 || said.messages > 0 || (facts.chatCount ?? 0) > 0);
  const isChatKnown = hasChat || facts.chatCount !== null;
  const measures = {
    attended,
    focus: attended ? facts.focus : null,
    attendance: attended ? attendanceOf(facts, spentMs, durationMinutes) : 0,
    chat: isChatKnown ? messages : null,
    questions: isChatKnown || facts.questionCount !== null ? questions : null,
  };
  const minutes = spentMs === null ? null : Math.round((spentMs / 60_000) * 100) / 100;
  const { score, tier, confidence, parts } = scoreEngagement(measures, settings);
  return { score, tier, confidence, parts, facts, attended, minutes, messages, questions };
}

/** The percentage that the file gives, or how much of the whole was spent there. */
function attendanceOf({ percent }: AttendeeFacts, spentMs: number | null, durationMinutes: number | null) {
  if (percent !== null) return percent;
  if (spentMs === null || durationMinutes === null || !(durationMinutes > 0)) return null;
  return Math.min(100, (spentMs / 60_000 / durationMinutes) * 100);
}

/**
 * Live time, in milliseconds: stays that overlap count once. Where the file counts minutes, too, the lesser is true: a sum of
 * rows counts two devices twice, and from first to last there may be a pause.
 */
function timeSpent({ presence, minutesMs }: AttendeeFacts): number | null {
  const live = presence.every(isLive) ? presence : presence.filter(isLive);
  if (live.length === 0) return minutesMs;
  const unionMs = live.length === 1 ? Math.max(0, live[0]!.to - live[0]!.from) : lengthOf(live);
  return minutesMs === null ? unionMs : Math.min(unionMs, minutesMs);
}

const isLive = ({ kind }: PresenceSpan): boolean => kind === 'live';

const lengthOf = (live: readonly PresenceSpan[]): number =>
  unionSpans(live.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))).reduce(
    (sum, [from, to]) => sum + to - from,
    0,
  );
