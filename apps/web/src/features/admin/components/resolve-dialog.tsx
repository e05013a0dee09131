import type { AbuseOutcome, AbuseReportView } from '@stageline/contracts';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { useAdminMay } from '../../../shared/lib/session.ts';
import { AlertDialog, Field, Notice, Select, Textarea, toast } from '../../../shared/ui/index.ts';
import { useResolveReport } from '../api/admin.queries.ts';
import { adminTexts } from '../texts.ts';

const SHORTEST_NOTE = 3;

/** How a report ends; a suspension carries the note as its reason. */
export function ResolveDialog({ report, onClose }: { readonly report: AbuseReportView; readonly onClose: () => void }) {
  const texts = adminTexts().reports;
  const resolve = useResolveReport();
  const [outcome, setOutcome] = useState<AbuseOutcome>('no-action');
  const [note, setNote] = useState('');
  const problem = resolve.error instanceof ApiProblem ? resolve.error : null;
  const may = useAdminMay();
  const suspends = outcome === 'suspended';
  const confirm = () =>
    resolve.mutate(
      { id: report.id, outcome, note: note.trim() },
      {
        onSuccess: () => {
          toast(suspends ? texts.isSuspended(report.tenant.name) : texts.isClosed);
          onClose();
        },
      },
    );
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={texts.close}
      description={texts.about(report.tenant.name)}
      confirmLabel={suspends ? texts.suspendSite : texts.close}
      danger={suspends}
      confirmDisabled={note.trim().length < SHORTEST_NOTE}
      loading={resolve.isPending}
      onConfirm={confirm}
    >
      <div className="flex flex-col gap-4">
        {problem === null ? null : <Notice>{problem.message}</Notice>}
        <Field label={texts.whatComes}>
          {(control) => (
            <Select {...control} value={outcome} onChange={(event) => setOutcome(event.target.value as AbuseOutcome)}>
              <option value="no-action">{texts.nothing}</option>
              <option value="warned">{texts.outcomes.warned}</option>
              {may('admin.suspend-tenant') ? <option value="suspended">{texts.suspends}</option> : null}
            </Select>
          )}
        </Field>
        <Field label={texts.why} hint={texts.whyHint} error={problem?.issueFor('note')}>
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
