import type { EngagementVerdict, MailEngagement, MailLogEntry } from '@stageline/contracts';
import { formatDateTime } from '../lib/format.ts';
import { Badge, type BadgeProps } from '../ui/index.ts';
import { mailLogTexts } from './texts.ts';

const tones: Readonly<Record<EngagementVerdict, BadgeProps['tone']>> = {
  human: 'success',
  bot: 'neutral',
  unknown: 'warning',
};

/** What a human did with a mail, the more telling of the two: who followed a link has opened it. Nothing where nobody did. */
export function MailHumans({ opens, clicks }: Pick<MailLogEntry, 'opens' | 'clicks'>) {
  const { clicked, opened } = mailLogTexts();
  if (clicks + opens === 0) return null;
  return <span className="text-xs text-text-muted">{clicks > 0 ? clicked(clicks) : opened(opens)}</span>;
}

/** Everything that was fetched of a mail, who did it, and why we think so (B-12). */
export function MailEngagementList({ engagement }: { readonly engagement: readonly MailEngagement[] }) {
  const texts = mailLogTexts();
  if (engagement.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-sm font-medium">{texts.engagement}</h3>
      <p className="mb-2 text-xs text-text-muted">{texts.engagementHint}</p>
      <ol className="flex flex-col gap-3">
        {engagement.map(({ kind, at, url, verdict, reason, userAgent, network }, index) => (
          <li key={`${at} ${index}`} className="text-sm">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Badge tone={tones[verdict]} dot>
                {texts.verdict[verdict]}
              </Badge>
              <span>{texts.kind[kind]}</span>
              <span className="numeric text-text-muted">{formatDateTime(at)}</span>
            </div>
            <p className="mt-1 text-text-muted">{texts.engagementReason[reason]}</p>
            {url === null ? null : <bdi className="block text-xs wrap-anywhere text-text-muted">{url}</bdi>}
            <bdi className="block text-xs wrap-anywhere text-text-muted">
              {[userAgent === '' ? texts.noProgram : userAgent, network].filter(Boolean).join(' · ')}
            </bdi>
          </li>
        ))}
      </ol>
    </section>
  );
}
