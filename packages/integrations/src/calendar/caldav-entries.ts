import { calendarQuery } from 'tsdav';
import { IntegrationError } from '../kit/errors.ts';
import { withCalDav, type CalDavSession, type Login } from './caldav.ts';
import type { CalendarEntry } from './port.ts';

/** What a server answers where the uid stands there under another address (RFC 4791, 5.3.2.1). */
const TAKEN = new Set([403, 409, 412]);

/** Where entries of ours stand: the calendar that was named, or the first of the log-in. */
const homeOf = ({ calendars, assertWell }: CalDavSession): string => {
  assertWell();
  return calendars[0]!.url.replace(/\/?$/, '/');
};
const addressOf = (home: string, uid: string): string => `${home}${encodeURIComponent(uid)}.ics`;

/** The addresses of what stands in a calendar under a uid, whoever put it there. */
async function addressesOf({ common, assertWell }: CalDavSession, home: string, uid: string): Promise<string[]> {
  const filters = {
    'comp-filter': {
      _attributes: { name: 'VCALENDAR' },
      'comp-filter': {
        _attributes: { name: 'VEVENT' },
        'prop-filter': {
          _attributes: { name: 'UID' },
          'text-match': { _attributes: { collation: 'i;octet' }, _text: uid },
        },
      },
    },
  };
  const found = await calendarQuery({ url: home, props: { 'd:getetag': {} }, filters, depth: '1', ...common });
  assertWell();
  return found.flatMap(({ href }) => (href === undefined ? [] : [new URL(href, home).href]));
}

/** Entries of ours on servers that speak CalDAV (RFC 4791). */
export function createCalDavEntries(outbound: typeof fetch) {
  return {
    write: (login: Login, { uid, file }: CalendarEntry): Promise<void> =>
      withCalDav(outbound, login, undefined, async (session) => {
        const home = homeOf(session);
        const { headers: known, fetch: ask } = session.common;
        const put = async (address: string) => {
          const headers = { ...known, 'content-type': 'text/calendar; charset=utf-8' };
          const { status } = await ask(address, { method: 'PUT', headers, body: file });
          session.assertWell();
          return status;
        };
        const status = await put(addressOf(home, uid));
        if (status < 300) return;
        // A mail program was faster: what it took in is the same appointment.
        const [there] = TAKEN.has(status) ? await addressesOf(session, home, uid) : [];
        if (there === undefined || (await put(there)) >= 300) throw new IntegrationError('calendar', 'refused', false);
      }),

    remove: (login: Login, uid: string): Promise<void> =>
      withCalDav(outbound, login, undefined, async (session) => {
        const home = homeOf(session);
        const { headers, fetch: ask } = session.common;
        for (const address of await addressesOf(session, home, uid)) {
          const { status } = await ask(address, { method: 'DELETE', headers });
          session.assertWell();
          if (status >= 300 && status !== 404 && status !== 410)
            throw new IntegrationError('calendar', 'refused', false);
        }
      }),
  };
}
