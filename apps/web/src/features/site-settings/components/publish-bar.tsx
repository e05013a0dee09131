import type { SiteDraft } from '@stageline/contracts';
import { Check, CircleAlert, CloudUpload } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { AlertDialog, Button, Dialog, DialogClose, Notice, Spinner, toast } from '../../../shared/ui/index.ts';
import { useDiscard, usePublish } from '../api/site-draft.queries.ts';
import type { DraftEditor } from '../hooks/use-site-draft.ts';
import { settingsTexts } from '../texts.ts';
import { ChangeList } from './change-list.tsx';
import { useIsUploading } from './picture-field.tsx';

interface PublishBarProps {
  readonly draft: SiteDraft;
  readonly editor: DraftEditor;
  readonly mayPublish: boolean;
}

/** Says how far the draft is, and publishes it after one look at what changes. */
export function PublishBar({ draft, editor, mayPublish }: PublishBarProps) {
  const texts = settingsTexts();
  const [dialog, setDialog] = useState<'publish' | 'discard' | null>(null);
  const publish = usePublish();
  const discard = useDiscard();
  const isUploading = useIsUploading();
  const isClean = editor.state === 'saved' && draft.changes.length === 0;
  const review = async () => {
    publish.reset();
    if (await editor.flush()) setDialog('publish');
  };
  const run = async (work: typeof publish, message?: string) => {
    editor.replaced(await work.mutateAsync(editor.revision()));
    setDialog(null);
    // One note, however often the button was pressed.
    if (message !== undefined) toast(message, { id: message });
  };
  return (
    <div className="sticky bottom-0 z-10 flex min-h-18 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-border bg-raised px-4 py-3 sm:px-6">
      <Status draft={draft} editor={editor} isUploading={isUploading} />
      <div className="ms-auto flex gap-2">
        {isClean ? null : (
          <Button variant="ghost" onClick={() => setDialog('discard')}>
            {texts.discard}
          </Button>
        )}
        {mayPublish ? (
          <Button variant="primary" disabled={isClean || isUploading} onClick={() => void review()}>
            {texts.publish}
          </Button>
        ) : null}
      </div>
      <Dialog
        open={dialog === 'publish'}
        onOpenChange={(open) => (open ? undefined : setDialog(null))}
        title={texts.review}
        description={texts.reviewHint}
      >
        {publish.error instanceof ApiProblem ? (
          <Notice className="mb-4">
            {[publish.error.message, ...publish.error.issues.map(({ message }) => message)].join(' ')}
          </Notice>
        ) : null}
        <ChangeList changes={draft.changes} />
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">{texts.keepEditing}</Button>
          </DialogClose>
          <Button
            variant="primary"
            loading={publish.isPending}
            onClick={() => void run(publish, texts.isPublished).catch(() => undefined)}
          >
            {texts.publish}
          </Button>
        </div>
      </Dialog>
      <AlertDialog
        open={dialog === 'discard'}
        onOpenChange={(open) => (open ? undefined : setDialog(null))}
        title={texts.discardTitle}
        description={texts.discardHint}
        confirmLabel={texts.discard}
        cancelLabel={texts.keepEditing}
        danger
        loading={discard.isPending}
        onConfirm={() => void run(discard).catch((error: unknown) => toast(String((error as Error).message)))}
      />
    </div>
  );
}

interface StatusProps extends Pick<PublishBarProps, 'draft' | 'editor'> {
  readonly isUploading: boolean;
}
function Status({ draft, editor, isUploading }: StatusProps) {
  const texts = settingsTexts();
  const { root: _whole, ...fields } = editor.form.formState.errors;
  const invalid = countLeaves(fields);
  const says = {
    saving: { icon: <Spinner />, text: texts.saving },
    waiting: { icon: <CloudUpload size={16} aria-hidden="true" />, text: texts.waiting },
    refused: {
      icon: <CircleAlert size={16} aria-hidden="true" className="text-danger" />,
      // A collision, or what the server says of the whole, is told at the top.
      text: invalid > 0 ? texts.invalid(invalid) : texts.waiting,
    },
    saved: {
      icon: <Check size={16} aria-hidden="true" className="text-success" />,
      text:
        draft.changes.length > 0
          ? texts.unpublished(draft.changes.length)
          : texts.published(formatDateTime(draft.published.at)),
    },
    uploading: { icon: <Spinner />, text: texts.working },
  }[isUploading ? 'uploading' : editor.state];
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-text-muted">
      {says.icon}
      {says.text}
    </p>
  );
}

/** Fields with a message, however deep they lie. */
function countLeaves(errors: unknown): number {
  if (typeof errors !== 'object' || errors === null) return 0;
  if ('message' in errors && typeof errors.message === 'string') return 1;
  return Object.values(errors).reduce<number>((sum, each) => sum + countLeaves(each), 0);
}
