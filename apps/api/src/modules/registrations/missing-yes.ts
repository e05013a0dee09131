import type { Locale, MailStop, PersonId, RegistrationSettings, StoppableMailTopic } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import { consentTexts, truncatedAddress } from './consents.ts';
import { createPersonRepository } from './person.repository.ts';
import { registrationRepository } from './registration.repository.ts';

type Asks = Pick<RegistrationSettings, 'doubleOptIn' | 'consent'>;

const people = createPersonRepository();

/**
 * Whether somebody was asked for their consent and has not given it. Where addresses are confirmed first, it counts only in
 * forms that the proof came after, or that were sent from a mail: anybody can send a form with somebody's address.
 */
async function isConsentMissing(personId: PersonId, { doubleOptIn }: Pick<Asks, 'doubleOptIn'>): Promise<boolean> {
  const until = doubleOptIn ? await people.verifiedAtOf(personId) : null;
  return (await registrationRepository.hasConsented(personId, until)) === false;
}

/**
 * What one of the current tenant's people has not said yes to, where its site asks for that (B-10). It is asked when a mail
 * goes out: a switch that is set later holds for what waits. Whoever came with a file was never asked, so nothing is missing.
 * @param settings what the site asks, from memory
 */
export const createMissingYes =
  (settings: () => Promise<Asks>) =>
  async (personId: PersonId, address: string, topic: StoppableMailTopic): Promise<MailStop | null> => {
    const { doubleOptIn, consent } = await settings();
    if (doubleOptIn && (await people.isUnconfirmed(personId, address))) return 'unconfirmed';
    if (consent === null || topic !== 'news') return null;
    return (await isConsentMissing(personId, { doubleOptIn })) ? 'no-consent' : null;
  };

/** A yes from the page that a mail leads to. */
export interface GivenConsent {
  /** Of the words that stood there. */
  readonly version: string;
  readonly locale: Locale;
  /** Address of the page, without the secret of its link. */
  readonly page: string;
  readonly ip: string;
}

export interface LaterConsentDeps {
  readonly settings: () => Promise<Asks>;
  readonly clock: Clock;
}

/** The consent that one of the current tenant's people was asked for and gives later, on the page that their mails lead to. */
export function createLaterConsent({ settings, clock }: LaterConsentDeps) {
  async function missing(personId: PersonId, locale: Locale) {
    const asks = await settings();
    if (asks.consent === null || !(await isConsentMissing(personId, asks))) return null;
    return consentTexts(asks, '', locale).consent;
  }
  return {
    /** The words that they have not agreed to; null where nothing is missing. */
    missing,
    /** Notes their yes, once. @returns false where the site asks for something else by now */
    async give(personId: PersonId, { version, locale, page, ip }: GivenConsent): Promise<boolean> {
      const asked = await missing(personId, locale);
      if (asked === null) return true;
      if (asked.version !== version) return false;
      const at = clock.now();
      await registrationRepository.keepText(asked, at);
      const consents = [{ kind: asked.kind, version }];
      const form = { personId, sessionId: null, at, locale, page, ip: truncatedAddress(ip), consents };
      await registrationRepository.insert([{ _id: newId('reg'), source: 'mail-link', ...form }]);
      return true;
    },
  };
}
export type LaterConsent = ReturnType<typeof createLaterConsent>;
