import type { TenantStatus } from '@stageline/contracts';
import { Badge, type BadgeProps } from '../../../shared/ui/index.ts';
import { adminTexts } from '../texts.ts';

/** The state of a site in the words that administrators use. */
export const statusLabel = (status: TenantStatus): string => adminTexts().statuses[status];
const tones: Readonly<Record<TenantStatus, NonNullable<BadgeProps['tone']>>> = {
  requested: 'neutral',
  provisioning: 'warning',
  active: 'success',
  suspended: 'danger',
  closing: 'warning',
  purged: 'neutral',
};

export const tenantStatuses = Object.keys(tones) as TenantStatus[];
export const isTenantStatus = (value: string | null): value is TenantStatus => value !== null && value in tones;

export const StatusBadge = ({ status }: { status: TenantStatus }) => (
  <Badge tone={tones[status]} dot>
    {statusLabel(status)}
  </Badge>
);
