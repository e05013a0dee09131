import type { TenantRow } from '@stageline/contracts';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { Button, Dialog, Field, Notice, Select, Textarea, uiTexts } from '../../../shared/ui/index.ts';
import { useStartSupport } from '../api/admin.queries.ts';
import { adminTexts } from '../texts.ts';

const SHORTEST_REASON = 10;
const LENGTHS = [15, 30, 60] as const;

/** Asks why and for how long before an administrator looks at a site from inside. */
export function SupportDialog({ tenant, onClose }: { tenant: TenantRow; onClose: () => void }) {
  const texts = adminTexts().support;
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
      title={texts.title(tenant.name)}
      description={texts.text}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          enter();
        }}
      >
        {problem === null ? null : <Notice>{problem.message}</Notice>}
        <Field label={adminTexts().reason} hint={texts.reasonHint} error={problem?.issueFor('reason')}>
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
        <Field label={texts.howLong}>
          {(control) => (
            <Select {...control} value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
              {LENGTHS.map((length) => (
                <option key={length} value={length}>
                  {texts.minutes(length)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="mt-2 flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {uiTexts().cancel}
          </Button>
          <Button
            type="submit"
            variant="primary"
            disabled={reason.trim().length < SHORTEST_REASON}
            loading={start.isPending || start.isSuccess}
          >
            {texts.enter}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
