import type { PublicSession } from '@stageline/contracts';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { siteTexts } from '../texts.ts';

/** Text as iCalendar wants it (RFC 5545, 3.3.11). */
const escapeText = (text: string): string =>
  text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r?\n/g, String.raw`\n`);
const utc = (instant: string): string => new Date(instant).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

/**
 * One event as an iCalendar file (RFC 5545). Lines stay under 75 octets only where the title is short; every calendar
 * that people use takes longer ones.
 * @param now ISO 8601, when the file was made
 */
export function calendarFile(session: PublicSession, siteName: string, now: string): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Stageline//EN',
    'BEGIN:VEVENT',
    `UID:${session.id}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(session.startsAt)}`,
    `DTEND:${utc(session.endsAt)}`,
    `SUMMARY:${escapeText(`${session.title} (${siteName})`)}`,
    `DESCRIPTION:${escapeText(siteTexts().calendarNote)}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

interface AddToCalendarProps {
  readonly session: PublicSession;
  readonly siteName: string;
  readonly now: string;
}
/** Works without script: the file is the link's own address. */
export const AddToCalendar = ({ session, siteName, now }: AddToCalendarProps) => (
  <a
    className={buttonStyles({ variant: 'secondary' })}
    download="masterclass.ics"
    href={`data:text/calendar;charset=utf-8,${encodeURIComponent(calendarFile(session, siteName, now))}`}
  >
    {siteTexts().addToCalendar}
  </a>
);
