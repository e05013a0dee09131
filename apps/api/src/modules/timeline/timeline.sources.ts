import type { LeadId, timeline } from '@stageline/contracts';
import type { PageBound } from '@stageline/platform/mongo';
import { decisionsOfLead } from '../assignment/index.ts';
import { callsRepository } from '../calls/index.ts';
import { messagesOfPerson } from '../chat/index.ts';
import { contactChanges, presentContactChange } from '../contacts/index.ts';
import { issuedToLead } from '../invoices/index.ts';
import type { TimelineLead } from '../leads/index.ts';
import type { LinePlaceRow } from '../line/index.ts';
import { mailOfPerson } from '../mail/index.ts';
import { notesRepository, presentNote } from '../notes/index.ts';
import { clicksOfPerson } from '../offers/index.ts';
import { visitsOfPerson } from '../sessions/index.ts';
import { newestFirst, type TimelinePlace } from './timeline.cursor.ts';

type Entry = timeline.TimelineEntry;
/** A place in the order, and what is told there; titles of masterclasses are filled in later, once for the page. */
export type Told = TimelinePlace & { readonly entry: Entry };

/** Whose timeline it is. */
export interface Subject {
  readonly leadId: LeadId;
  readonly lead: TimelineLead;
  readonly now: Date;
  /** Whether the reader may see contact data. */
  readonly withContacts: boolean;
}
export type Source = (subject: Subject, below: PageBound | null, limit: number) => Promise<Told[]>;

/** Positions of the line, as far as a timeline needs them. */
export interface TimelineLine {
  find(position: number): Promise<LinePlaceRow | null>;
}

/** By kind, what each source has to tell: one read of one index, newest first. */
export const createSources = (line: TimelineLine): Readonly<Record<timeline.TimelineKind, Source>> => ({
  async stage({ lead }, below, limit) {
    // What became part of it has a history of its own, and nobody's is mixed up with another's.
    const parts = lead.parts.flatMap(({ mergeId, name, history }) =>
      stageEntries(history, `m${mergeId.slice('mrg_'.length)}`, name),
    );
    const entries = [...stageEntries(lead.history, 's', null), ...parts];
    return entries.filter(isBelow(below)).toSorted(newestFirst).slice(0, limit);
  },

  async owner({ leadId, lead }, below, limit) {
    // What is part of a part comes later in the list: of it they were known by that name.
    const names = new Map(lead.parts.flatMap(({ name, decisions }) => decisions.map((id) => [id, name] as const)));
    const rows = await decisionsOfLead(leadId, below, limit);
    return rows.map(({ _id, at, cause, chosen, actorName, note, names: members }) =>
      told('owner', at, _id, {
        cause,
        toName: chosen === null ? null : (members[chosen] ?? null),
        actorName,
        note,
        mergedFrom: names.get(_id) ?? null,
      }),
    );
  },

  async line({ lead }, below) {
    const { linePosition } = lead;
    const place = linePosition === null ? null : await line.find(linePosition);
    if (place === null) return [];
    const sponsor = place.sponsor === null ? null : await line.find(place.sponsor);
    const entry = told('line', place.joinedAt, `p${place.position}`, {
      position: place.position,
      hasLeft: place.state === 'left',
      sponsorPosition: place.sponsor,
      sponsorName:
        sponsor === null || sponsor.state === 'left' ? null : `${sponsor.firstName} ${sponsor.lastInitial}`.trim(),
      sponsorCause: place.sponsorCause,
    });
    return [entry].filter(isBelow(below));
  },

  async mail({ lead: { personId } }, below, limit) {
    const rows = await mailOfPerson(personId, below, limit);
    return rows.map(({ _id, createdAt, subject, status }) =>
      told('mail', createdAt, _id, { mailId: _id, subject, state: status === 'rejected' ? 'bounced' : status }),
    );
  },

  async attendance({ lead: { personId }, now }, below, limit) {
    const rows = await visitsOfPerson(personId, below, limit);
    return rows.map(({ _id, sessionId, joinedAt, leftAt }) => {
      const ms = (leftAt ?? now).getTime() - joinedAt.getTime();
      const seconds = Math.max(0, Math.floor(ms / 1000));
      return told('attendance', joinedAt, _id, {
        sessionId,
        sessionTitle: null,
        leftAt: leftAt?.toISOString() ?? null,
        seconds,
      });
    });
  },

  async chat({ lead: { personId } }, below, limit) {
    const rows = await messagesOfPerson(personId, below, limit);
    return rows.map(({ _id, sentAt, sessionId, text, removedAt }) => {
      const isRemoved = removedAt != null;
      return told('chat', sentAt, _id, { sessionId, sessionTitle: null, text: isRemoved ? '' : text, isRemoved });
    });
  },

  async offer({ lead: { personId } }, below, limit) {
    const rows = await clicksOfPerson(personId, below, limit);
    return rows.map(({ _id, clickedAt, sessionId, text }) =>
      told('offer', clickedAt, _id, { sessionId, sessionTitle: null, text }),
    );
  },

  async call({ leadId }, below, limit) {
    const rows = await callsRepository.ofLead(leadId, below, limit);
    return rows.map(({ _id, createdAt, terms, hostName, startsAt, state, outcome, sessionId = null }) =>
      told('call', createdAt, _id, {
        callId: _id,
        sessionId,
        sessionTitle: null,
        name: terms.name,
        hostName,
        startsAt: startsAt.toISOString(),
        state,
        outcome: outcome ?? 'none',
      }),
    );
  },

  async invoice({ leadId }, below, limit) {
    const rows = await issuedToLead(leadId, below, limit);
    return rows.map(({ _id: invoiceId, issuedAt, number, lines, state, totals, figures, currency }) =>
      told('invoice', issuedAt!, invoiceId, {
        ...{ invoiceId, number: number!, about: lines[0]?.description ?? '', state },
        ...{ total: totals.gross, paid: figures.paid, currency },
      }),
    );
  },

  async merge({ lead }, below, limit) {
    const entries = lead.parts.map(({ mergeId, name, merged }) =>
      told('merge', merged.at, mergeId, { fromName: name, actorName: merged.name }),
    );
    return entries.filter(isBelow(below)).toSorted(newestFirst).slice(0, limit);
  },

  async note({ leadId }, below, limit) {
    const rows = await notesRepository.ofLead(leadId, below, limit);
    return rows.map((row) => told('note', row.createdAt, row._id, { note: presentNote(row) }));
  },

  async contact({ leadId, withContacts }, below, limit) {
    const rows = await contactChanges.ofLead(leadId, below, limit);
    return rows.map((row) => told('contact', row.at, row._id, presentContactChange(row, withContacts)));
  },
});

type Facts<K extends Entry['kind']> = Omit<Extract<Entry, { kind: K }>, 'kind' | 'id' | 'at'>;
const told = <K extends Entry['kind']>(kind: K, at: Date, id: string, facts: Facts<K>): Told => ({
  at,
  kind,
  id,
  entry: { id, at: at.toISOString(), kind, ...facts } as unknown as Entry,
});

/** The stages of one history. @param prefix of ids of what has none: as wide as each other, so that they are in its order */
const stageEntries = (history: TimelineLead['history'], prefix: string, mergedFrom: string | null): Told[] =>
  history.map(({ at, pipelineId, stage, cause, actorName, reason }, index) =>
    told('stage', at, `${prefix}${String(index).padStart(4, '0')}`, {
      isFirst: index === 0 && (cause === 'registration' || cause === 'import'),
      pipelineId,
      stage,
      cause,
      actorName,
      reason,
      mergedFrom,
    }),
  );

/** The same bound as the sources in the database have, for what is read with the lead. */
const isBelow =
  (below: PageBound | null) =>
  ({ at, id }: Told): boolean =>
    below === null || at < below.at || (at.getTime() === below.at.getTime() && id < below.id);
