import type { MailStop, PersonId, RegistrationSettings, StoppableMailTopic } from '@stageline/contracts';
import { createPersonRepository } from './person.repository.ts';
import { registrationRepository } from './registration.repository.ts';

const people = createPersonRepository();

/**
 * What one of the current tenant's people has not said yes to, where its site asks for that (B-10). It is asked when a mail
 * goes out: a switch that is set later holds for what waits. Whoever came with a file was never asked, so nothing is missing.
 * Where addresses are confirmed first, a consent counts only in forms that the proof came after: anybody can send a form with
 * somebody's address.
 * @param settings what the site asks, from memory
 */
export const createMissingYes =
  (settings: () => Promise<Pick<RegistrationSettings, 'doubleOptIn' | 'consent'>>) =>
  async (personId: PersonId, address: string, topic: StoppableMailTopic): Promise<MailStop | null> => {
    const { doubleOptIn, consent } = await settings();
    if (doubleOptIn && (await people.isUnconfirmed(personId, address))) return 'unconfirmed';
    if (consent === null || topic !== 'news') return null;
    const until = doubleOptIn ? await people.verifiedAtOf(personId) : null;
    return (await registrationRepository.hasConsented(personId, until)) === false ? 'no-consent' : null;
  };
