import type { TenantRow } from '@stageline/contracts';
import { useState } from 'react';
import { filled } from '../../../shared/i18n/index.ts';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { AlertDialog, Field, Input, Notice, Textarea, toast } from '../../../shared/ui/index.ts';
import { adminTexts } from '../texts.ts';

const SHORTEST_REASON = 3;

interface SlugDialogProps {
  readonly tenant: TenantRow;
  /** The mutation, as React Query gives it. */
  readonly change: {
    mutate(input: { id: TenantRow['id']; slug: string; reason: string }, options: { onSuccess: () => void }): void;
    readonly isPending: boolean;
    readonly error: Error | null;
  };
  readonly onClose: () => void;
  readonly title: string;
  readonly description: string;
  readonly confirmLabel: string;
  readonly done: { readonly title: string; readonly text: string };
}
/** Danger asks for the site's address and a reason. */
export function SlugDialog({ tenant, change, onClose, done, ...dialog }: SlugDialogProps) {
  const [slug, setSlug] = useState('');
  const [reason, setReason] = useState('');
  const isComplete = slug.trim().toLowerCase() === tenant.slug && reason.trim().length >= SHORTEST_REASON;
  const confirm = () =>
    change.mutate(
      { id: tenant.id, slug: slug.trim(), reason: reason.trim() },
      {
        onSuccess: () => {
          toast(done.title, { description: done.text });
          onClose();
        },
      },
    );
  const problem = change.error instanceof ApiProblem ? change.error : null;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      {...dialog}
      danger
      confirmDisabled={!isComplete}
      loading={change.isPending}
      onConfirm={confirm}
    >
      <div className="flex flex-col gap-4">
        {problem === null ? null : <Notice>{problem.message}</Notice>}
        <Field
          label={
            <span>
              {filled(adminTexts().actions.typeToConfirm, {
                slug: <span className="font-semibold">{tenant.slug}</span>,
              })}
            </span>
          }
          error={problem?.issueFor('slug')}
        >
          {(control) => (
            <Input
              {...control}
              value={slug}
              onChange={(event) => setSlug(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
        <Field label={adminTexts().reason} hint={adminTexts().actions.reasonHint} error={problem?.issueFor('reason')}>
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
      </div>
    </AlertDialog>
  );
}
