import type { TenantStatus } from '@stageline/contracts';
import { Badge, type BadgeProps } from '../../../shared/ui/index.ts';

/** The states of a site in the words that administrators use. */
export const statusLabels: Readonly<Record<TenantStatus, string>> = {
  requested: 'Requested',
  provisioning: 'Being set up',
  active: 'Active',
  suspended: 'Suspended',
  closing: 'Closing',
  purged: 'Purged',
};
const tones: Readonly<Record<TenantStatus, NonNullable<BadgeProps['tone']>>> = {
  requested: 'neutral',
  provisioning: 'warning',
  active: 'success',
  suspended: 'danger',
  closing: 'warning',
  purged: 'neutral',
};

export const isTenantStatus = (value: string | null): value is TenantStatus => value !== null && value in statusLabels;

export const StatusBadge = ({ status }: { status: TenantStatus }) => (
  <Badge tone={tones[status]} dot>
    {statusLabels[status]}
  </Badge>
);
