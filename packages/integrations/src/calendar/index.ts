import { randomBytes } from 'node:crypto';
import { IntegrationError } from '../kit/errors.ts';
import type { Company, CompanyOptions } from './companies.ts';
import { createIcsCalendars } from './ics.ts';
import { createOutboundFetch, type OutboundOptions } from './outbound.ts';
import type { CalendarCompany, CalendarPort } from './port.ts';

export { IntegrationError } from '../kit/errors.ts';
export {
  CalendarCompany,
  CalendarCredential,
  type CalendarEntry,
  type CalendarKind,
  type CalendarPort,
  type CalendarReading,
  type CalendarSecrets,
  type CalendarSpan,
  type CalendarWriting,
  type ReadRequest,
} from './port.ts';

export interface CalendarConfig {
  /** Empty where the platform is registered with nobody: files and CalDAV servers can be connected all the same. */
  readonly companies: readonly CompanyOptions[];
  readonly outbound: OutboundOptions;
}

/** Calendars that members keep elsewhere. */
export async function createCalendars({ companies, outbound }: CalendarConfig): Promise<CalendarPort> {
  const guarded = createOutboundFetch(outbound);
  const readFile = createIcsCalendars(guarded);
  const known = new Map<CalendarCompany, Company>();
  if (companies.length > 0) {
    const { createCompany } = await import('./companies.ts');
    for (const options of companies) known.set(options.company, await createCompany(options));
  }
  const companyOf = (name: CalendarCompany): Company => {
    const company = known.get(name);
    if (company === undefined) throw new IntegrationError('calendar', 'not-configured', false);
    return company;
  };
  const newSecret = () => randomBytes(32).toString('base64url');
  return {
    companies: [...known.keys()],
    newSecrets: () => ({ state: newSecret(), codeVerifier: newSecret() }),
    authorizationUrl: async (name, redirectUri, secrets, writes = false) =>
      companyOf(name).authorizationUrl(redirectUri, secrets, writes),
    connect: async (name, callbackUrl, secrets) => companyOf(name).connect(callbackUrl, secrets),
    async read(credential, request) {
      switch (credential.kind) {
        case 'ics':
          return { busy: await readFile(credential, request), renewed: null };
        case 'caldav': {
          const { createCalDavCalendars } = await import('./caldav.ts');
          return { busy: await createCalDavCalendars(guarded)(credential, request), renewed: null };
        }
        default:
          return companyOf(credential.kind).read(credential, request);
      }
    },
    async write(credential, entry) {
      if (credential.kind === 'ics') throw new IntegrationError('calendar', 'refused', false);
      if (credential.kind !== 'caldav') return companyOf(credential.kind).write(credential, entry);
      const { createCalDavEntries } = await import('./caldav-entries.ts');
      await createCalDavEntries(guarded).write(credential, entry);
      return { renewed: null };
    },
    async remove(credential, uid) {
      if (credential.kind === 'ics') throw new IntegrationError('calendar', 'refused', false);
      if (credential.kind !== 'caldav') return companyOf(credential.kind).remove(credential, uid);
      const { createCalDavEntries } = await import('./caldav-entries.ts');
      await createCalDavEntries(guarded).remove(credential, uid);
      return { renewed: null };
    },
  };
}
