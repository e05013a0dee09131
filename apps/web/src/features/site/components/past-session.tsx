import type { PublicSession } from '@stageline/contracts';
import { formatDay, formatTime, formatZone } from '../../../shared/lib/format.ts';
import { siteTexts } from '../texts.ts';

/** What the page says where nothing is next: of one that was called off, is over, can be seen again, or is closed. */
export function PastSession({ session }: { readonly session: PublicSession }) {
  const texts = siteTexts().past;
  const { phase, title, startsAt, timeZone, cancelReason } = session;
  if (phase !== 'ended' && phase !== 'replay' && phase !== 'closed' && phase !== 'cancelled') return null;
  const at = { timeZone };
  const when = texts.when(formatDay(startsAt, at), formatTime(startsAt, at), formatZone(timeZone, startsAt));
  return (
    <section className="max-w-prose rounded-lg border border-border bg-raised p-5">
      <h2 className="text-lg font-semibold text-text wrap-anywhere">{texts.titles[phase](title)}</h2>
      <p className="numeric mt-1 text-base text-text-muted">{when}</p>
      <p className="mt-3 text-base text-text-muted wrap-anywhere">
        {phase === 'cancelled' && cancelReason !== null ? texts.reason(cancelReason) : texts.texts[phase]}
      </p>
    </section>
  );
}
