import {
  canStop,
  MailTopic,
  ProblemError,
  STOPPABLE_MAIL_TOPICS,
  type Locale,
  type MailPreferences,
  type MailStop,
  type PersonId,
  type StoppableMailTopic,
  type SuppressionReason,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { AddressHash } from './address-hash.ts';
import type { PreferenceTokens, Recipient } from './preference-tokens.ts';
import { suppressionsRepository, type Suppression } from './suppressions.repository.ts';

export interface MailPreferencesDeps {
  readonly tokens: PreferenceTokens;
  readonly hashOf: AddressHash;
  /** Every address of these of the current tenant's people; who is gone is missing. */
  readonly addressesOf: (personIds: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, readonly string[]>>;
  /** What one of the site's people has not said yes to; null where nothing is in the way. */
  readonly missingYes: (personId: PersonId, address: string, topic: StoppableMailTopic) => Promise<MailStop | null>;
  /** The consent that a site asks for before it sends news. */
  readonly consent: {
    /** Words that they were asked to agree to and did not; null where nothing is missing. */
    missing(personId: PersonId, locale: Locale): Promise<MailPreferences['consent']>;
    /** False where the site asks for something else by now. */
    give(personId: PersonId, given: GivenConsent): Promise<boolean>;
  };
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Whom a mail goes to. */
export interface Addressee {
  readonly address: string;
  readonly personId: PersonId | null;
}

/** A yes from the page of a reader: to which words, and from where. */
export interface GivenConsent {
  readonly version: string;
  readonly locale: Locale;
  readonly page: string;
  readonly ip: string;
}

/** What keeps an address from mail. */
export interface AddressStop {
  readonly topic: MailTopic;
  readonly reason: SuppressionReason;
  readonly at: Date;
}

/** What a reader wants holds for all their addresses; what a mail server says holds for the one that it was asked about. */
const WILL: readonly SuppressionReason[] = ['unsubscribed', 'complaint'];
const UNREACHABLE = ['hard-bounce', 'soft-bounces'] as const satisfies readonly SuppressionReason[];
const isWill = ({ reason }: { readonly reason: SuppressionReason }): boolean => WILL.includes(reason);

/** What the people of the current tenant's site want to be mailed, and which addresses nothing is sent to (B-08, B-09, B-11). */
export interface MailPreferencesService {
  /** What the link beneath a mail carries. */
  tokenFor(to: Addressee, topic: MailTopic): string;
  /** Why mails may not go out, in their order; null for one that may. */
  stopsFor(mails: readonly (Addressee & { readonly topic: MailTopic })[]): Promise<(MailStop | null)[]>;
  /** Changes nothing. @throws ProblemError `not-found` for a link that is none of this site */
  view(token: string, locale: Locale): Promise<MailPreferences>;
  /** At once what RFC 8058 asks for: stops the topic of the link. @throws ProblemError `not-found` */
  stopByOneClick(token: string): Promise<void>;
  /** @throws ProblemError `not-found` */
  stop(token: string, topics: readonly StoppableMailTopic[]): Promise<void>;
  /** The reader wants mail again, whatever they said before; an address that does not work stays as it is. @throws ProblemError `not-found` */
  allow(token: string, topics: readonly StoppableMailTopic[]): Promise<void>;
  /**
   * The reader agrees to what the site asks before it sends news, and gets them, whatever they said before (B-10).
   * @returns false where it asks for something else by now: they have to read that first
   * @throws ProblemError `not-found`
   */
  agree(token: string, given: GivenConsent): Promise<boolean>;
  /** The reader called a mail spam: nothing that can be stopped goes to them any more. */
  complained(to: Addressee): Promise<void>;
  /** Nothing reaches the address, so nothing is sent to it, whatever it is about. */
  unreachable(address: string, reason: (typeof UNREACHABLE)[number]): Promise<void>;
  /** What keeps this address from mail. */
  stopsOf(to: Addressee): Promise<AddressStop[]>;
  /**
   * A member says that an address works again. What its reader wants is not theirs to change.
   * @throws ProblemError `not-found` when nothing says that it does not
   */
  lift(address: string, target: { readonly id: string; readonly name: string }, because: string): Promise<void>;
}

export function createMailPreferencesService(deps: MailPreferencesDeps): MailPreferencesService {
  const { tokens, addressesOf, clock } = deps;
  const hash = (address: string) => deps.hashOf(currentTenantId(), address);

  /** The hash that is asked about first, then those of the other addresses of the same person. */
  async function allHashes(first: string, personId: PersonId | null): Promise<string[]> {
    const others = personId === null ? [] : ((await addressesOf([personId])).get(personId) ?? []);
    return [...new Set([first, ...others.map(hash)])];
  }
  const holds = (first: string) => (row: Suppression) => row.hash === first || isWill(row);

  async function open(token: string): Promise<Recipient & { readonly hashes: readonly string[] }> {
    const recipient = tokens.read(currentTenantId(), token);
    if (recipient === null) throw new ProblemError('not-found');
    return { ...recipient, hashes: await allHashes(recipient.hash, recipient.personId) };
  }
  const stopAll = (hashes: readonly string[], topics: readonly MailTopic[], reason: SuppressionReason) =>
    suppressionsRepository.add(hashes, topics, reason, clock.now());

  return {
    tokenFor: ({ address, personId }, topic) =>
      tokens.tokenFor(currentTenantId(), { topic, hash: hash(address), personId }),

    async stopsFor(mails) {
      // What is owed is kept back by an address that does not work alone, so nobody's other addresses matter.
      const people = mails.flatMap(({ topic, personId }) => (canStop(topic) && personId !== null ? [personId] : []));
      const addresses = people.length === 0 ? new Map<PersonId, readonly string[]>() : await addressesOf(people);
      const asked = mails.map(({ address, personId, topic }) => {
        const others = personId === null || !canStop(topic) ? [] : (addresses.get(personId) ?? []);
        return { topic, personId, address, first: hash(address), hashes: new Set([address, ...others].map(hash)) };
      });
      const rows = await suppressionsRepository.find([...new Set(asked.flatMap(({ hashes }) => [...hashes]))]);
      const stops = asked.map(async ({ topic, personId, address, first, hashes }): Promise<MailStop | null> => {
        const own = rows.filter((row) => row.topic === topic && hashes.has(row.hash)).filter(holds(first));
        const known = own.find((row) => !isWill(row)) ?? own[0];
        if (known !== undefined) return known.reason;
        return canStop(topic) && personId !== null ? deps.missingYes(personId, address, topic) : null;
      });
      return Promise.all(stops);
    },

    async view(token, locale) {
      const { topic, hash: first, hashes, personId } = await open(token);
      const [rows, asked] = await Promise.all([
        suppressionsRepository.find(hashes),
        personId === null ? null : deps.consent.missing(personId, locale),
      ]);
      const stopped = (each: StoppableMailTopic) => rows.some((row) => row.topic === each && isWill(row));
      return {
        topic,
        stopped: { reminders: stopped('reminders'), 'follow-ups': stopped('follow-ups'), news: stopped('news') },
        unreachable: rows.some((row) => row.hash === first && !isWill(row)),
        consent: asked === null ? null : { version: asked.version, text: asked.text },
      };
    },

    async stopByOneClick(token) {
      const { topic, hashes } = await open(token);
      if (canStop(topic)) await stopAll(hashes, [topic], 'unsubscribed');
    },

    async stop(token, topics) {
      const { hashes } = await open(token);
      await stopAll(hashes, topics, 'unsubscribed');
    },

    async allow(token, topics) {
      const { hashes } = await open(token);
      await suppressionsRepository.remove(hashes, topics, WILL);
    },

    async agree(token, given) {
      const { hashes, personId } = await open(token);
      if (personId === null) throw new ProblemError('not-found');
      if (!(await deps.consent.give(personId, given))) return false;
      await suppressionsRepository.remove(hashes, ['news'], WILL);
      return true;
    },

    async complained({ address, personId }) {
      await stopAll(await allHashes(hash(address), personId), STOPPABLE_MAIL_TOPICS, 'complaint');
    },

    unreachable: (address, reason) => stopAll([hash(address)], MailTopic.options, reason),

    async stopsOf({ address, personId }) {
      const first = hash(address);
      const rows = await suppressionsRepository.find(await allHashes(first, personId));
      return rows.filter(holds(first)).map(({ topic, reason, at }) => ({ topic, reason, at }));
    },

    async lift(address, { id, name }, because) {
      await deps.unitOfWork.run(async () => {
        const lifted = await suppressionsRepository.remove([hash(address)], MailTopic.options, UNREACHABLE);
        if (lifted === 0) throw new ProblemError('not-found');
        const target = { type: 'lead', id, name };
        await deps.audit.record({ action: 'mail.bounce-lifted', target, reason: because });
      });
    },
  };
}
