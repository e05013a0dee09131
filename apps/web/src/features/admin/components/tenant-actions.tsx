import type { TenantRow, TenantStatus } from '@stageline/contracts';
import { Ban, CircleX, Eye, type LucideIcon, RotateCcw } from 'lucide-react';
import { useCloseTenant, useReactivateTenant, useReopenTenant, useSuspendTenant } from '../api/admin.queries.ts';
import { ConfirmedDialog, SlugDialog } from './slug-dialog.tsx';
import { SupportDialog } from './support-dialog.tsx';

/** What an administrator wants to do with a site. */
export interface TenantAction {
  readonly kind: 'suspend' | 'reactivate' | 'close' | 'reopen' | 'support';
  readonly tenant: TenantRow;
}

interface Offer {
  readonly kind: TenantAction['kind'];
  readonly label: string;
  readonly icon: LucideIcon;
  readonly danger?: true;
}
const offers: Readonly<Record<TenantAction['kind'], Offer>> = {
  support: { kind: 'support', label: 'Look in as support', icon: Eye },
  suspend: { kind: 'suspend', label: 'Suspend', icon: Ban, danger: true },
  reactivate: { kind: 'reactivate', label: 'Reactivate', icon: RotateCcw },
  close: { kind: 'close', label: 'Close', icon: CircleX, danger: true },
  reopen: { kind: 'reopen', label: 'Take the closing back', icon: RotateCcw },
};

/** What the state of a site allows. */
export function actionsFor(status: TenantStatus): readonly Offer[] {
  if (status === 'active') return [offers.support, offers.suspend, offers.close];
  if (status === 'suspended') return [offers.reactivate, offers.close];
  return status === 'closing' ? [offers.reopen] : [];
}

interface DialogProps {
  readonly action: TenantAction | null;
  readonly onClose: () => void;
}
/** The question before an action is carried out. */
export function TenantActionDialog({ action, onClose }: DialogProps) {
  if (action === null) return null;
  const { kind, tenant } = action;
  if (kind === 'support') return <SupportDialog tenant={tenant} onClose={onClose} />;
  if (kind === 'suspend') return <Suspend tenant={tenant} onClose={onClose} />;
  if (kind === 'close') return <Close tenant={tenant} onClose={onClose} />;
  return kind === 'reactivate' ? (
    <Reactivate tenant={tenant} onClose={onClose} />
  ) : (
    <Reopen tenant={tenant} onClose={onClose} />
  );
}

interface OneProps {
  readonly tenant: TenantRow;
  readonly onClose: () => void;
}
const Suspend = ({ tenant, onClose }: OneProps) => (
  <SlugDialog
    tenant={tenant}
    change={useSuspendTenant()}
    onClose={onClose}
    title={`Suspend ${tenant.name}?`}
    description="Visitors see a neutral page at once, a live session ends, and the team cannot log in. Nothing is deleted: reactivating brings everything back."
    confirmLabel="Suspend the site"
    done={{ title: `${tenant.name} is suspended`, text: 'Its pages are neutral from now on.' }}
  />
);
const Close = ({ tenant, onClose }: OneProps) => (
  <SlugDialog
    tenant={tenant}
    change={useCloseTenant()}
    onClose={onClose}
    title={`Close ${tenant.name}?`}
    description="The site turns neutral at once, and its data is deleted after 30 days. Until then the closing can be taken back."
    confirmLabel="Close the site"
    done={{ title: `${tenant.name} is closing`, text: 'You can take that back for 30 days.' }}
  />
);
const Reactivate = ({ tenant, onClose }: OneProps) => (
  <ConfirmedDialog
    tenant={tenant}
    change={useReactivateTenant()}
    onClose={onClose}
    title={`Reactivate ${tenant.name}?`}
    description="Its pages, team and leads are back at once, exactly as they were."
    confirmLabel="Reactivate"
    done={`${tenant.name} is active again`}
  />
);
const Reopen = ({ tenant, onClose }: OneProps) => (
  <ConfirmedDialog
    tenant={tenant}
    change={useReopenTenant()}
    onClose={onClose}
    title={`Take the closing of ${tenant.name} back?`}
    description="It is as it was before it was closed, with everything that belongs to it."
    confirmLabel="Take it back"
    done={`${tenant.name} is back`}
  />
);
