import type { TenantRow, TenantStatus } from '@stageline/contracts';
import { Ban, CircleX, Eye, type LucideIcon, RotateCcw } from 'lucide-react';
import type { OperationId } from '../../../shared/lib/api.ts';
import { ConfirmDialog } from '../../../shared/ui/index.ts';
import { useCloseTenant, useReactivateTenant, useReopenTenant, useSuspendTenant } from '../api/admin.queries.ts';
import { adminTexts } from '../texts.ts';
import { SlugDialog } from './slug-dialog.tsx';
import { SupportDialog } from './support-dialog.tsx';

const texts = () => adminTexts().actions;

/** What an administrator wants to do with a site. */
export interface TenantAction {
  readonly kind: 'suspend' | 'reactivate' | 'close' | 'reopen' | 'support';
  readonly tenant: TenantRow;
}

interface Offer {
  readonly kind: TenantAction['kind'];
  readonly needs: OperationId;
  readonly icon: LucideIcon;
  readonly danger?: true;
}
const offers: Readonly<Record<TenantAction['kind'], Offer>> = {
  support: { kind: 'support', needs: 'support.start', icon: Eye },
  suspend: { kind: 'suspend', needs: 'admin.suspend-tenant', icon: Ban, danger: true },
  reactivate: { kind: 'reactivate', needs: 'admin.reactivate-tenant', icon: RotateCcw },
  close: { kind: 'close', needs: 'admin.close-tenant', icon: CircleX, danger: true },
  reopen: { kind: 'reopen', needs: 'admin.reopen-tenant', icon: RotateCcw },
};

/** What the state of a site and the administrator's role allow. */
export function actionsFor(status: TenantStatus, may: (operation: OperationId) => boolean): readonly Offer[] {
  const { support, suspend, close, reactivate, reopen } = offers;
  const open: Partial<Record<TenantStatus, readonly Offer[]>> = {
    active: [support, suspend, close],
    suspended: [reactivate, close],
    closing: [reopen],
  };
  return (open[status] ?? []).filter(({ needs }) => may(needs));
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
    title={texts().suspendTitle(tenant.name)}
    description={texts().suspendText}
    confirmLabel={texts().suspendConfirm}
    done={{ title: texts().suspended(tenant.name), text: texts().suspendedText }}
  />
);
const Close = ({ tenant, onClose }: OneProps) => (
  <SlugDialog
    tenant={tenant}
    change={useCloseTenant()}
    onClose={onClose}
    title={texts().closeTitle(tenant.name)}
    description={texts().closeText}
    confirmLabel={texts().closeConfirm}
    done={{ title: texts().closed(tenant.name), text: texts().closedText }}
  />
);
const Reactivate = ({ tenant, onClose }: OneProps) => (
  <ConfirmDialog
    change={useReactivateTenant()}
    input={tenant.id}
    onClose={onClose}
    title={texts().reactivateTitle(tenant.name)}
    description={texts().reactivateText}
    confirmLabel={texts().reactivate}
    done={texts().reactivated(tenant.name)}
  />
);
const Reopen = ({ tenant, onClose }: OneProps) => (
  <ConfirmDialog
    change={useReopenTenant()}
    input={tenant.id}
    onClose={onClose}
    title={texts().reopenTitle(tenant.name)}
    description={texts().reopenText}
    confirmLabel={texts().reopenConfirm}
    done={texts().reopened(tenant.name)}
  />
);
