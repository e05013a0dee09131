import type { TenantRow } from '@stageline/contracts';
import { useState, type FormEvent } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { Field, FormDialog, Select, Textarea } from '../../../shared/ui/index.ts';
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
  const enter = (event: FormEvent) => {
    event.preventDefault();
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
  };
  return (
    <FormDialog
      onClose={onClose}
      title={texts.title(tenant.name)}
      description={texts.text}
      onSubmit={enter}
      submitLabel={texts.enter}
      submitDisabled={reason.trim().length < SHORTEST_REASON}
      loading={start.isPending || start.isSuccess}
      problem={problem?.message}
    >
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
    </FormDialog>
  );
}
