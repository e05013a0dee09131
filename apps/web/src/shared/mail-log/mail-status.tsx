import type { MailStatus } from '@stageline/contracts';
import { Badge, type BadgeProps } from '../ui/index.ts';
import { mailLogTexts } from './texts.ts';

const tones: Readonly<Record<MailStatus, BadgeProps['tone']>> = {
  queued: 'neutral',
  sent: 'neutral',
  rejected: 'danger',
  delivered: 'success',
  bounced: 'danger',
  complained: 'danger',
  suppressed: 'warning',
};

/** What became of a mail. */
export const MailStatusBadge = ({ status }: { readonly status: MailStatus }) => (
  <Badge tone={tones[status]} dot>
    {mailLogTexts().status[status]}
  </Badge>
);
