import type { HealthIssue } from '@stageline/contracts';
import { Badge, type BadgeProps } from '../../../shared/ui/index.ts';
import { adminTexts } from '../texts.ts';

type Kind = HealthIssue['kind'];
const tones: Readonly<Record<Kind, NonNullable<BadgeProps['tone']>>> = {
  'provisioning-failed': 'danger',
  'provisioning-stuck': 'danger',
  'dead-letters': 'danger',
  'mail-rejected': 'warning',
  'domain-failing': 'warning',
};

/** What is wrong with a site, in words. */
export const issueText = ({ kind, count }: HealthIssue): string => adminTexts().issues[kind](count);

/** The state of a site at a glance: the first thing that is wrong, and how many more there are. */
export function HealthBadge({ issues }: { readonly issues: readonly HealthIssue[] }) {
  const [first] = issues;
  if (first === undefined)
    return (
      <Badge tone="success" dot>
        {adminTexts().well}
      </Badge>
    );
  return (
    <Badge tone={tones[first.kind]} dot>
      {issueText(first)}
      {issues.length > 1 ? adminTexts().moreIssues(issues.length - 1) : ''}
    </Badge>
  );
}
