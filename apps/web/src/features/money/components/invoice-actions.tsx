import { invoices, type InvoiceView } from '@stageline/contracts';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { zodResolver } from '@hookform/resolvers/zod';
import { Link, useNavigate } from 'react-router';
import { applyIssues } from '../../../shared/lib/form.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, buttonStyles, ConfirmDialog, Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { useCancelInvoice, useDiscardInvoice, useIssueInvoice, useWriteOffInvoice } from '../api/invoices.queries.ts';
import { moneyTexts } from '../texts.ts';

type Asked = 'issue' | 'discard' | 'cancel' | 'write-off';

/** What can be done with an invoice as it stands, each asked once before. */
export function InvoiceActions({ invoice }: { readonly invoice: InvoiceView }) {
  const texts = moneyTexts();
  const { operations } = useSession();
  const navigate = useNavigate();
  const [asked, ask] = useState<Asked | null>(null);
  const [issue, discard, writeOff] = [useIssueInvoice(), useDiscardInvoice(), useWriteOffInvoice()];
  const common = { input: invoice, onClose: () => ask(null) };
  const isDraft = invoice.state === 'draft';
  if (!operations.includes('invoices.issue') || (!isDraft && invoice.figures.due <= 0)) return null;
  return (
    <>
      {isDraft ? (
        <>
          <Button variant="danger-quiet" onClick={() => ask('discard')}>
            {texts.discard}
          </Button>
          <Link to="edit" className={buttonStyles({ variant: 'secondary' })}>
            {texts.draft.edit}
          </Link>
          <Button variant="primary" onClick={() => ask('issue')}>
            {texts.issue}
          </Button>
        </>
      ) : (
        <>
          <Button variant="ghost" onClick={() => ask('write-off')}>
            {texts.writeOff}
          </Button>
          <Button variant="secondary" onClick={() => ask('cancel')}>
            {texts.cancel}
          </Button>
        </>
      )}
      {asked === 'issue' ? (
        <ConfirmDialog
          {...common}
          change={issue}
          title={texts.issueTitle}
          description={texts.issueHint}
          confirmLabel={texts.issue}
          done={texts.issued}
        />
      ) : null}
      {asked === 'discard' ? (
        <ConfirmDialog
          {...common}
          change={{
            ...discard,
            mutateAsync: (draft: InvoiceView) => discard.mutateAsync(draft).then(() => navigate('/dashboard/money')),
          }}
          danger
          title={texts.discardTitle}
          description={texts.discardHint}
          confirmLabel={texts.discard}
          done={texts.discarded}
        />
      ) : null}
      {asked === 'write-off' ? (
        <ConfirmDialog
          {...common}
          change={writeOff}
          title={texts.writeOffTitle}
          description={texts.writeOffHint}
          confirmLabel={texts.writeOff}
          done={texts.writtenOff}
        />
      ) : null}
      {asked === 'cancel' ? <CancelDialog invoice={invoice} onClose={() => ask(null)} /> : null}
    </>
  );
}

interface CancelDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}
function CancelDialog({ invoice, onClose }: CancelDialogProps) {
  const texts = moneyTexts();
  const cancel = useCancelInvoice();
  const form = useForm<{ reason: string }>({
    resolver: zodResolver(invoices.cancelInvoice.body),
    defaultValues: { reason: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ reason }) => {
    try {
      await cancel.mutateAsync({ id: invoice.id, reason });
      toast(texts.cancelled);
      onClose();
    } catch (error) {
      if (applyIssues(error, form)) return;
      form.setError('root.server', { message: error instanceof ApiProblem ? error.message : problemTexts().failed });
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.cancelTitle}
      description={texts.cancelHint}
      onSubmit={submit}
      submitLabel={texts.cancel}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.reason} hint={texts.reasonHint} error={errors.reason?.message}>
        {(control) => <Input {...control} {...form.register('reason')} />}
      </Field>
    </FormDialog>
  );
}
