import type { TenantRow } from '@stageline/contracts';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { Button, Dialog, Field, Notice, Select, Textarea } from '../../../shared/ui/index.ts';
import { useStartSupport } from '../api/admin.queries.ts';

const SHORTEST_REASON = 10;
const LENGTHS = [15, 30, 60] as const;

/** Asks why and for how long before an administrator looks at a site from inside. */
export function SupportDialog({ tenant, onClose }: { tenant: TenantRow; onClose: () => void }) {
  const start = useStartSupport();
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState<number>(30);
  const problem = start.error instanceof ApiProblem ? start.error : null;
  const enter = () =>
    start.mutate(
      { id: tenant.id, reason: reason.trim(), minutes },
      {
        onSuccess: ({ url, token }) => {
          const target = new URL('/support', url);
          // In the fragment, which is sent to no server and written into no log.
          target.hash = token;
          window.location.assign(target);
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Look into ${tenant.name}`}
      description="You see what the owner sees, and can change nothing. Your visit and what you look at are in the audit log, which the owner can read."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          enter();
        }}
      >
        {problem === null ? null : <Notice>{problem.message}</Notice>}
        <Field label="Reason" hint="At least 10 characters." error={problem?.issueFor('reason')}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Field label="For how long">
          {(control) => (
            <Select {...control} value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
              {LENGTHS.map((length) => (
                <option key={length} value={length}>
                  {length} minutes
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="mt-2 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="primary"
            disabled={reason.trim().length < SHORTEST_REASON}
            loading={start.isPending || start.isSuccess}
          >
            Enter the site
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
