import { ProblemError, type LeadId, type registrations, type SessionId } from '@stageline/contracts';
import type { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import type { LeadsService } from '../leads/index.ts';
import type { ConsentText } from './consents.ts';
import type { PersonRepository } from './person.repository.ts';
import type { RegistrationRepository, RegistrationRow, TouchAt } from './registration.repository.ts';

type SentFormsView = z.output<typeof registrations.listSentForms.response>;

export interface SentFormsDeps {
  readonly people: Pick<PersonRepository, 'verifiedAtOf'>;
  readonly sent: Pick<RegistrationRepository, 'ofPerson' | 'firstOf' | 'texts'>;
  readonly leads: Pick<LeadsService, 'findRegistered'>;
  /** @throws ProblemError `not-found` for a lead that the actor may not see */
  readonly assertVisible: (actor: MemberActor, leadId: LeadId) => Promise<unknown>;
  readonly sessionTitles: (ids: readonly SessionId[]) => Promise<ReadonlyMap<SessionId, string>>;
}

/** The forms that people of the current tenant sent, for whoever may see how they are reached. */
export function createSentForms({ people, sent, leads, assertVisible, sessionTitles }: SentFormsDeps) {
  return {
    /** @throws ProblemError `not-found` */
    async ofLead(actor: MemberActor, leadId: LeadId): Promise<SentFormsView> {
      await assertVisible(actor, leadId);
      const lead = await leads.findRegistered(leadId);
      if (lead === null) throw new ProblemError('not-found');
      const { personId } = lead;
      const [rows, first, confirmedAt] = await Promise.all([
        sent.ofPerson(personId),
        sent.firstOf(personId),
        people.verifiedAtOf(personId),
      ]);
      const versions = new Set(rows.flatMap(({ consents }) => consents.map(({ version }) => version)));
      const sessions = new Set(rows.flatMap(({ sessionId }) => sessionId ?? []));
      const [texts, titles] = await Promise.all([sent.texts([...versions]), sessionTitles([...sessions])]);
      return {
        forms: rows.map((row) => present(row, texts, titles)),
        firstTouch: presentTouch(first?.firstTouch ?? first?.touch),
        confirmedAt: confirmedAt?.toISOString() ?? null,
      };
    },
  };
}
export type SentForms = ReturnType<typeof createSentForms>;

function presentTouch(touch: TouchAt | undefined): registrations.SentForm['touch'] {
  if (touch === undefined) return null;
  const { at, ...rest } = touch;
  return { ...rest, at: at?.toISOString() ?? null };
}

function present(
  {
    _id: id,
    at,
    source,
    sessionId,
    page,
    ip: network,
    answers = [],
    question,
    answered,
    consents,
    touch,
  }: RegistrationRow,
  texts: ReadonlyMap<string, ConsentText>,
  titles: ReadonlyMap<SessionId, string>,
): registrations.SentForm {
  return {
    id,
    at: at.toISOString(),
    session: sessionId === null ? null : { id: sessionId, title: titles.get(sessionId) ?? '' },
    isByMail: source === 'mail-link',
    page,
    network,
    answers: [...answers],
    question: question ?? null,
    answeredAt: answered?.at.toISOString() ?? null,
    consents: consents.map(({ kind, version, given }) => ({
      kind,
      version,
      text: texts.get(version)?.text ?? '',
      isGiven: given !== false,
    })),
    touch: presentTouch(touch),
  };
}
