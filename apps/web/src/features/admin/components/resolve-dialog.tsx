import type { AbuseOutcome, AbuseReportView } from '@stageline/contracts';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { AlertDialog, Field, Notice, Select, Textarea, toast } from '../../../shared/ui/index.ts';
import { useResolveReport } from '../api/admin.queries.ts';

const SHORTEST_NOTE = 3;

/** How a report ends; a suspension carries the note as its reason. */
export function ResolveDialog({ report, onClose }: { readonly report: AbuseReportView; readonly onClose: () => void }) {
  const resolve = useResolveReport();
  const [outcome, setOutcome] = useState<AbuseOutcome>('no-action');
  const [note, setNote] = useState('');
  const problem = resolve.error instanceof ApiProblem ? resolve.error : null;
  const suspends = outcome === 'suspended';
  const confirm = () =>
    resolve.mutate(
      { id: report.id, outcome, note: note.trim() },
      {
        onSuccess: () => {
          toast(suspends ? `${report.tenant.name} is suspended` : 'The report is closed');
          onClose();
        },
      },
    );
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Close the report"
      description={`About ${report.tenant.name}. Whoever reported it is not told.`}
      confirmLabel={suspends ? 'Suspend the site' : 'Close the report'}
      danger={suspends}
      confirmDisabled={note.trim().length < SHORTEST_NOTE}
      loading={resolve.isPending}
      onConfirm={confirm}
    >
      <div className="flex flex-col gap-4">
        {problem === null ? null : <Notice>{problem.message}</Notice>}
        <Field label="What comes of it">
          {(control) => (
            <Select {...control} value={outcome} onChange={(event) => setOutcome(event.target.value as AbuseOutcome)}>
              <option value="no-action">Nothing</option>
              <option value="warned">The owner was warned</option>
              <option value="suspended">The site is suspended</option>
            </Select>
          )}
        </Field>
        <Field label="Why" hint="Kept in the audit log." error={problem?.issueFor('note')}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </div>
    </AlertDialog>
  );
}
