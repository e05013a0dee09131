import type { PublicSession } from '@stageline/contracts';
import { calendarLinks } from '@stageline/domain';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { siteTexts } from '../texts.ts';

interface AddToCalendarProps {
  readonly session: PublicSession;
  readonly siteName: string;
}
/** The masterclass as a file, and as an address that opens it in the calendars that most people have. Works without script. */
export function AddToCalendar({ session, siteName }: AddToCalendarProps) {
  const texts = siteTexts();
  const { google, outlook } = calendarLinks({
    ...session,
    uid: session.id,
    sequence: session.revision,
    title: `${session.title} (${siteName})`,
    description: texts.calendarNote,
    url: '',
    isCancelled: false,
  });
  const link = buttonStyles({ variant: 'secondary', size: 'sm' });
  return (
    <ul aria-label={texts.addToCalendar} className="flex flex-wrap gap-2">
      <li>
        <a className={link} href={`/calendar/${session.id}`}>
          {texts.addToCalendar}
        </a>
      </li>
      <li>
        <a className={link} href={google} target="_blank" rel="noopener noreferrer">
          {texts.googleCalendar}
        </a>
      </li>
      <li>
        <a className={link} href={outlook} target="_blank" rel="noopener noreferrer">
          {texts.outlookCalendar}
        </a>
      </li>
    </ul>
  );
}
