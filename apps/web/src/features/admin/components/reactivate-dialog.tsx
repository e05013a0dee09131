import type { TenantRow } from '@stageline/contracts';
import { AlertDialog, Notice, toast } from '../../../shared/ui/index.ts';
import { useReactivateTenant } from '../api/admin.queries.ts';

/** Brings a suspended site back. */
export function ReactivateDialog({ tenant, onClose }: { tenant: TenantRow; onClose: () => void }) {
  const reactivate = useReactivateTenant();
  const confirm = () =>
    reactivate.mutate(tenant.id, {
      onSuccess: () => {
        toast(`${tenant.name} is active again`);
        onClose();
      },
    });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Reactivate ${tenant.name}?`}
      description="Its pages, team and leads are back at once, exactly as they were."
      confirmLabel="Reactivate"
      loading={reactivate.isPending}
      onConfirm={confirm}
    >
      {reactivate.isError ? <Notice>{reactivate.error.message}</Notice> : undefined}
    </AlertDialog>
  );
}
