import { createHash } from 'node:crypto';
import type { PersonId } from '@stageline/contracts';
import {
  ENGAGEMENT_VERSION,
  engagementSignals,
  foldName,
  nameKeys,
  settleAttendee,
  type ScoringBasis,
} from '@stageline/domain';
import type { AttendeeRow, AttendeeSource, WebinarCounts } from './webinars.types.ts';

/** What of an attendee follows from what is known of them. */
export type SettledFields = Omit<AttendeeRow, '_id' | 'webinarId' | 'key' | 'personId'>;

/** Everything of an attendee that follows from their sources, in the order in which they are believed. */
export function settledFields(
  sources: readonly AttendeeSource[],
  said: AttendeeRow['said'],
  basis: ScoringBasis,
): SettledFields {
  const ordered = [...sources].sort((a, b) => a.readAt.getTime() - b.readAt.getTime());
  const { facts, parts, ...settled } = settleAttendee(ordered, said, basis);
  const { name, email } = facts;
  const names = new Set(ordered.flatMap((source) => nameKeys(source.name)));
  return {
    name,
    email,
    nameKeys: [...names],
    text: foldName(`${name} ${email ?? ''}`),
    attended: settled.attended,
    minutes: settled.minutes,
    messages: settled.messages,
    questions: settled.questions,
    score: settled.score,
    rank: settled.score ?? -1,
    tier: settled.tier,
    confidence: settled.confidence,
    parts,
    presence: [...facts.presence]
      .sort((a, b) => a.from - b.from || a.to - b.to)
      .map(({ from, to, kind }) => ({ joinedAt: new Date(from), leftAt: new Date(to), kind })),
    unsubscribed: facts.unsubscribed,
    custom: facts.custom,
    lines: facts.lines,
    said,
    sources: ordered,
    basis: basisMark(basis),
  };
}

const marks = new WeakMap<ScoringBasis, string>();
/** The same for the same settings and times, whichever object holds them. */
export function basisMark(basis: ScoringBasis): string {
  const known = marks.get(basis);
  if (known !== undefined) return known;
  const { settings, durationMinutes, hasChat } = basis;
  const { weights, cutOffs, chatCap } = settings;
  const signals = engagementSignals.map((signal) => weights[signal]);
  const all = [ENGAGEMENT_VERSION, signals, cutOffs.hot, cutOffs.warm, cutOffs.cool, chatCap, durationMinutes, hasChat];
  const mark = createHash('sha256').update(JSON.stringify(all)).digest('base64url').slice(0, 16);
  marks.set(basis, mark);
  return mark;
}

/** Of a webinar of which nobody is known yet. */
export const NO_COUNTS: WebinarCounts = {
  ...{ people: 0, attended: 0, messages: 0, questions: 0, unmatched: 0 },
  tiers: { hot: 0, warm: 0, cool: 0, cold: 0, 'no-show': 0 },
};

/** What a sender is known by in a chat: their address, or their name as it is compared. */
export const senderKeyOf = (sender: string, email: string | null): string =>
  email === null ? `n:${foldName(sender)}` : `e:${email}`;

interface SaidMessage {
  readonly at: number | null;
  readonly sender: string;
  readonly email: string | null;
  readonly text: string;
}

/** What makes a message one and the same in two files: when, who, what, and which of equal ones; for the messages of one file, in their order. */
export function createMessageDigests(): (message: SaidMessage) => string {
  const seen = new Map<string, number>();
  return ({ at, sender, email, text }) => {
    const same = `${at ?? ''}\n${senderKeyOf(sender, email)}\n${text}`;
    const nth = (seen.get(same) ?? 0) + 1;
    seen.set(same, nth);
    return createHash('sha256').update(`${same}\n${nth}`).digest('base64url');
  };
}

/** People of this site by their addresses. */
export type PeopleByAddress = (addresses: readonly string[]) => Promise<ReadonlyMap<string, PersonId>>;
