import type { MailPause } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { formatDateTime, formatNumber } from '../../../shared/lib/format.ts';
import { Notice } from '../../../shared/ui/index.ts';
import { standingQuery } from '../api/sender.queries.ts';
import { senderTexts } from '../sender-texts.ts';

/** That mails wait, and why, where they do (B-14). */
export function StandingBanner() {
  const { data } = useQuery(standingQuery());
  return data?.pause == null ? null : <Banner pause={data.pause} />;
}

function Banner({ pause: { cause, sent, count, pausedAt } }: { readonly pause: MailPause }) {
  const texts = senderTexts();
  return (
    <Notice tone="warning" className="mb-5">
      <p className="font-semibold">{texts.paused}</p>
      <p className="mt-1">{texts.pausedWhy[cause](formatNumber(count), formatNumber(sent))}</p>
      <p className="mt-1">{texts.pausedNext(formatDateTime(pausedAt))}</p>
    </Notice>
  );
}
