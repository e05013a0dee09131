import { IntegrationError } from '../kit/errors.ts';
import { readIcs } from './ics-reader.ts';
import type { CalendarSpan, ReadRequest } from './port.ts';

/** Files at addresses, as every calendar program shares them: read as a whole, because the format knows no questions. */
export const createIcsCalendars =
  (outbound: typeof fetch) =>
  async ({ url }: { readonly url: string }, request: ReadRequest): Promise<readonly CalendarSpan[]> => {
    const signal = request.signal === undefined ? {} : { signal: request.signal };
    const answer = await outbound(url.replace(/^webcals?:/i, 'https:'), signal);
    if (answer.status >= 500 || answer.status === 429) throw new IntegrationError('calendar', 'unavailable', true);
    if (!answer.ok) throw new IntegrationError('calendar', 'refused', false);
    return readIcs([await answer.text()], request);
  };
