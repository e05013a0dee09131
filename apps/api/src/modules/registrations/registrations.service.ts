import {
  DEFAULT_LOCALE,
  LeadCreated,
  PersonRegistered,
  type Locale,
  type PersonId,
  type RegistrationForm,
  type RegistrationSettings,
  type SessionId,
} from '@stageline/contracts';
import { createBatcher, logContext, newId, runWithLogContext, type Clock, type LogContext } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { LeadsService, NewLead } from '../leads/index.ts';
import { readAskedFor, type AskedFor } from './answers.ts';
import { consentTexts, truncatedAddress, type ConsentText } from './consents.ts';
import type { SeatsService } from '../seats/index.ts';
import { isDisposable } from './disposable.ts';
import { contactOf } from './person.contacts.ts';
import { EmailRegistered, type PersonRepository, type PersonRow, type Proof } from './person.repository.ts';
import { DEFAULT_COUNTRY, parsePhone } from './phone.ts';
import { isTold } from './first-touch.ts';
import type { RegistrationRepository, RegistrationRow, TouchAt } from './registration.repository.ts';

/** How the form reached us. */
export interface RegistrationOrigin {
  readonly source: 'api' | 'form';
  readonly ip?: string;
  /** Address of the page that carried the form. */
  readonly page?: string | null;
  /** The first visit that a campaign brought, as the browser remembers it. */
  readonly firstTouch?: TouchAt | undefined;
}

/** What the form of a site asks, and whose it is. */
export interface AskingSite {
  readonly registration: RegistrationSettings;
  readonly promoterName: string;
}

export interface Registered {
  readonly firstName: string;
  readonly email: string;
}

export interface RegistrationsServiceDeps {
  readonly people: PersonRepository;
  /** The forms that people sent. */
  readonly sent: Pick<RegistrationRepository, 'insert' | 'keepText'>;
  /** From memory. */
  readonly site: () => Promise<AskingSite>;
  readonly leads: Pick<LeadsService, 'create' | 'findByPerson' | 'setPerson' | 'setInvitation'>;
  readonly seats: Pick<SeatsService, 'take' | 'takeFirst'>;
  /** The masterclass that a registration is for, from memory. */
  readonly nextSessionId: () => Promise<SessionId | null>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** Told, within the visitor's request, of everybody who was new. */
  readonly onNew?: (registeredAt: Date) => void;
}

interface Candidate {
  readonly email: string;
  readonly person: PersonRow;
  readonly sent: SentForm;
  readonly sessionId: SessionId | null;
  /** The invitation that they came by. */
  readonly via: string | null;
  /** The visitor's request: what is recorded for them carries its trace. */
  readonly request: LogContext;
  /** Whether nothing counts on them before they have proved their address. */
  readonly provesFirst: boolean;
}

/** A form before it is known whose it is and what it is for. */
type SentForm = Omit<RegistrationRow, 'personId' | 'sessionId'>;

/** Registrations of one tenant that may wait for their turn; beyond, the site is busy. */
const MAX_WAITING = 2000;
/** Registrations of one transaction: it stays far from the server's limits and short for everybody in it. */
const MAX_BATCH = 50;
const MAX_ATTEMPTS = 3;
/** Texts that are known to be kept; beyond, one is written again, which changes nothing. */
const MAX_KNOWN_TEXTS = 10_000;

/** Registration for the current tenant's next masterclass. */
export function createRegistrationsService(deps: RegistrationsServiceDeps) {
  const { people, sent, leads, unitOfWork, clock } = deps;
  const keptTexts = new LRUCache<string, true>({ max: MAX_KNOWN_TEXTS });
  const batcher = createBatcher({ maxBatch: MAX_BATCH, maxWaiting: MAX_WAITING, run: registerAll });

  /**
   * Registrations that arrive while a transaction of their tenant is under way share the next: a burst costs a commit for
   * fifty and not for each.
   * @returns for each, whether it was new
   */
  async function registerAll(candidates: readonly Candidate[]): Promise<boolean[]> {
    const byEmail = new Map<string, Candidate>();
    for (const candidate of candidates) if (!byEmail.has(candidate.email)) byEmail.set(candidate.email, candidate);
    const firsts = [...byEmail.values()];
    const registered = new Set((await registerNew(firsts)) ? firsts : await registerOneByOne(firsts));
    return candidates.map((candidate) => registered.has(candidate));
  }

  /** One address among them is known: which, shows each on its own. */
  async function registerOneByOne(candidates: readonly Candidate[]): Promise<Candidate[]> {
    if (candidates.length === 1) return [];
    const registered: Candidate[] = [];
    for (const candidate of candidates) if (await registerNew([candidate])) registered.push(candidate);
    return registered;
  }

  /** Persons, leads and events, all or nothing: nothing when an address is known. Places in the line are taken later. */
  async function registerNew(candidates: readonly Candidate[]): Promise<boolean> {
    try {
      await unitOfWork.run(async (tx) => {
        await people.insert(candidates.map(({ person }) => person));
        const rows = candidates.map(toLead);
        await leads.create(rows);
        await sent.insert(
          rows.map(({ personId, sessionId }, at) => ({ ...candidates[at]!.sent, personId, sessionId })),
        );
        const guests = rows.map(({ _id: leadId, personId, sessionId }, at) => {
          const { request, provesFirst } = candidates[at]!;
          return { leadId, personId, sessionId, request, provesFirst };
        });
        await deps.seats.takeFirst(tx, guests);
        rows.forEach((row, index) =>
          runWithLogContext(candidates[index]!.request, () => {
            const { personId, _id: leadId, sessionId } = row;
            tx.record(PersonRegistered, { personId, leadId, sessionId, renewed: false });
            tx.record(LeadCreated, { leadId });
          }),
        );
      });
      return true;
    } catch (error) {
      if (error instanceof EmailRegistered) return false;
      throw error;
    }
  }

  /**
   * A known address: what was blank is filled in, nothing is overwritten, the form is kept beside the former ones, and the mail
   * goes out again (B-02).
   * @returns false where it belongs to nobody any more
   */
  function registerAgain({
    email,
    person: form,
    sent: again,
    via,
    sessionId,
    request,
    provesFirst,
  }: Candidate): Promise<boolean> {
    return unitOfWork.run(async (tx) => {
      const person = await people.findByEmail(email);
      if (person === null) return false;
      const lead = await leads.findByPerson(person._id);
      if (lead === null) throw new Error('An address is registered without a lead');
      const phones = person.phones.length === 0 ? form.phones : [];
      const company = person.company === null ? form.company : null;
      if (phones.length > 0 || company !== null) {
        const changes = { ...(phones.length > 0 && { phones }), ...(company !== null && { company }) };
        await people.update(person._id, changes);
        await leads.setPerson(person._id, contactOf({ ...person, ...changes }));
      }
      if (form.timeZone != null) await people.fillZone(person._id, form.timeZone);
      if (via !== null) await leads.setInvitation(person._id, via);
      const [personId, leadId] = [person._id, lead._id];
      await sent.insert([{ ...again, personId, sessionId }]);
      if (sessionId !== null) await deps.seats.take(tx, sessionId, { personId, leadId, request, provesFirst });
      tx.record(PersonRegistered, { personId, leadId, sessionId: sessionId ?? lead.sessionId, renewed: true });
      return true;
    });
  }

  /** @throws Error where an address is taken and given up again each time: nothing but a fault does that */
  async function registerOrRenew(candidate: Candidate): Promise<void> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      if (await batcher.add(currentTenantId(), candidate)) return deps.onNew?.(candidate.person.createdAt);
      // Somebody may take the address away from its person between the two.
      if (await registerAgain(candidate)) return;
    }
    throw new Error("An address is neither free nor anybody's");
  }

  /** The words that somebody is shown outlive the form: kept before anything says that they were shown. */
  async function keepTexts(texts: readonly ConsentText[], now: Date): Promise<void> {
    for (const text of texts) {
      const known = `${currentTenantId()}:${text.version}`;
      if (keptTexts.has(known)) continue;
      await sent.keepText(text, now);
      keptTexts.set(known, true);
    }
  }

  async function toSentForm(
    form: RegistrationForm,
    { isConsentGiven, ...asked }: AskedFor,
    origin: RegistrationOrigin,
    { registration, promoterName }: AskingSite,
  ): Promise<SentForm> {
    const { locale = DEFAULT_LOCALE, via, touch } = form;
    const at = clock.now();
    const texts = consentTexts(registration, promoterName, locale);
    const told = texts.consent === null ? [texts.notice] : [texts.notice, texts.consent];
    await keepTexts(told, at);
    const { answers, question } = asked;
    const firstTouch = origin.firstTouch ?? (touch !== undefined && isTold(touch) ? { ...touch, at } : undefined);
    return {
      _id: newId('reg'),
      at,
      source: origin.source,
      locale,
      page: origin.page ?? null,
      ip: origin.ip === undefined ? null : truncatedAddress(origin.ip),
      consents: told.map(({ kind, version }) => ({
        kind,
        version,
        ...(kind === 'consent' && !isConsentGiven && { given: false as const }),
      })),
      ...(answers.length > 0 && { answers }),
      ...(isFilled(via) && { via }),
      ...(touch !== undefined && { touch }),
      ...(firstTouch !== undefined && { firstTouch }),
      ...(question !== undefined && { question }),
    };
  }

  return {
    /**
     * Registers a visitor, whose place in the line waits until they prove their address. The answer is the same for a new
     * address, a known one, one to throw away and a bot (B-02, H-02).
     * @throws ProblemError `validation-failed` for a phone number that cannot be one, and for what the site asks and the form
     * does not answer; `unavailable` under a burst
     */
    async register(form: RegistrationForm, origin: RegistrationOrigin): Promise<Registered> {
      const answer = { firstName: form.firstName, email: form.email };
      const site = await deps.site();
      const asked = readAskedFor(form, site.registration);
      const person = toPerson(form, asked, origin, clock.now());
      if (isFilled(form.website) || isDisposable(form.email)) return answer;
      const [sessionId, sentForm] = await Promise.all([deps.nextSessionId(), toSentForm(form, asked, origin, site)]);
      const via = isFilled(form.via) ? form.via : null;
      const common = { sessionId, via, request: logContext(), provesFirst: site.registration.doubleOptIn };
      await registerOrRenew({ email: form.email, person, sent: sentForm, ...common });
      return answer;
    },

    /** The language in which somebody registered. */
    localeOf: (personId: PersonId): Promise<Locale> => people.localeOf(personId),

    /** The zone to tell somebody times in, as their browser said it; null where it did not. */
    zoneOf: (personId: PersonId): Promise<string | null> => people.zoneOf(personId),

    /** Notes in the caller's transaction that these people have proved their addresses. */
    verify: (proofs: readonly Proof[], at: Date): Promise<void> => people.verify(proofs, at),

    /** Notes that an address of somebody is proved, where it is not yet. */
    proveAddress: (personId: PersonId, address: string, at: Date): Promise<void> =>
      people.proveAddress(personId, address, at),
  };
}
export type RegistrationsService = ReturnType<typeof createRegistrationsService>;

const isFilled = (text: string | undefined): text is string => text !== undefined && text !== '';

function toPerson(
  form: RegistrationForm,
  { phone, company }: AskedFor,
  { source }: RegistrationOrigin,
  createdAt: Date,
): PersonRow {
  const { firstName, lastName, email, locale = DEFAULT_LOCALE } = form;
  return {
    _id: newId('per'),
    firstName,
    lastName,
    emails: [{ address: email, verifiedAt: null, addedAt: createdAt }],
    phones: phone === undefined ? [] : [parsePhone(phone, DEFAULT_COUNTRY)],
    company: company ?? null,
    source,
    locale,
    timeZone: form.timeZone ?? null,
    verifiedAt: null,
    createdAt,
  };
}

function toLead({ person, sessionId, via }: Candidate): NewLead {
  const { _id: personId, createdAt } = person;
  return { _id: newId('led'), personId, sessionId, via, person: contactOf(person), createdAt };
}
