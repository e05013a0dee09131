import type { HealthIssue } from '@stageline/contracts';
import { Badge, type BadgeProps } from '../../../shared/ui/index.ts';

type Kind = HealthIssue['kind'];
const words: Readonly<Record<Kind, (count: number) => string>> = {
  'provisioning-failed': () => 'Could not be set up',
  'provisioning-stuck': () => 'Set-up is stuck',
  'dead-letters': (count) => (count === 1 ? '1 job failed for good' : `${count} jobs failed for good`),
  'mail-rejected': (count) => (count === 1 ? '1 mail rejected' : `${count} mails rejected`),
  'domain-failing': (count) => (count === 1 ? 'A domain fails' : `${count} domains fail`),
};
const tones: Readonly<Record<Kind, NonNullable<BadgeProps['tone']>>> = {
  'provisioning-failed': 'danger',
  'provisioning-stuck': 'danger',
  'dead-letters': 'danger',
  'mail-rejected': 'warning',
  'domain-failing': 'warning',
};

/** What is wrong with a site, in words. */
export const issueText = ({ kind, count }: HealthIssue): string => words[kind](count);

/** The state of a site at a glance: the first thing that is wrong, and how many more there are. */
export function HealthBadge({ issues }: { readonly issues: readonly HealthIssue[] }) {
  const [first] = issues;
  if (first === undefined)
    return (
      <Badge tone="success" dot>
        Well
      </Badge>
    );
  return (
    <Badge tone={tones[first.kind]} dot>
      {issueText(first)}
      {issues.length > 1 ? ` +${issues.length - 1}` : ''}
    </Badge>
  );
}
