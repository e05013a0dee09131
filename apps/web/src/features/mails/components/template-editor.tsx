import type { MailTemplateBody, MailTemplateView } from '@stageline/contracts';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { SaveForm } from '../../../shared/ui/save-form.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
import { Button, ConfirmDialog, Panel, toast } from '../../../shared/ui/index.ts';
import { useResetTemplate, useSaveTemplate, useSendTest, type TemplateName } from '../api/mails.queries.ts';
import { mailsTexts } from '../texts.ts';
import { ContentFields } from './content-fields.tsx';
import { FactField } from './fact-field.tsx';
import { MailPreview } from './mail-preview.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

interface TemplateEditorProps {
  readonly name: TemplateName;
  readonly latest: MailTemplateView;
  readonly reload: () => Promise<MailTemplateView | undefined>;
}
const valuesOf = ({ subject, preheader, content }: MailTemplateBody): MailTemplateBody => ({
  subject,
  preheader,
  content,
});

/** The text of a mail on one side, what becomes of it on the other. */
export function TemplateEditor({ name, latest, reload }: TemplateEditorProps) {
  const texts = mailsTexts();
  const save = useSaveTemplate(name);
  const frame = useSaveForm<MailTemplateBody, MailTemplateView>({
    latest,
    valuesOf,
    save: (body, { version }) => save.mutateAsync({ ...body, version }),
    reload,
    saved: texts.saved,
  });
  const { control, watch, setValue } = frame.form;
  const draft = valuesOf(watch());
  const take = (body: MailTemplateBody) => {
    for (const field of ['subject', 'preheader', 'content'] as const)
      setValue(field, body[field], { shouldDirty: true });
  };
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="min-w-0">
        <SaveForm frame={frame} label={texts.save} className="gap-5">
          <Panel className="flex flex-col gap-4 p-4">
            <Controller
              control={control}
              name="subject"
              render={({ field: { value, onChange }, fieldState: { error } }) => (
                <FactField label={texts.subject} max={150} value={value} error={error?.message} onChange={onChange} />
              )}
            />
            <Controller
              control={control}
              name="preheader"
              render={({ field: { value, onChange }, fieldState: { error } }) => (
                <FactField
                  label={texts.preheader}
                  hint={texts.preheaderHint}
                  max={200}
                  value={value}
                  error={error?.message}
                  onChange={onChange}
                />
              )}
            />
          </Panel>
          <Controller
            control={control}
            name="content"
            render={({ field: { value, onChange } }) => <ContentFields value={value} onChange={onChange} />}
          />
        </SaveForm>
        <Actions name={name} latest={latest} draft={draft} onTake={take} isDirty={frame.isDirty} />
      </div>
      <MailPreview name={name} body={draft} />
    </div>
  );
}

interface ActionsProps {
  readonly name: TemplateName;
  readonly latest: MailTemplateView;
  readonly draft: MailTemplateBody;
  readonly isDirty: boolean;
  readonly onTake: (body: MailTemplateBody) => void;
}
/** What is done with a mail besides writing it. */
function Actions({ name, latest, draft, isDirty, onTake }: ActionsProps) {
  const texts = mailsTexts();
  const test = useSendTest(name);
  const reset = useResetTemplate(name);
  const [open, setOpen] = useState<'versions' | 'reset'>();
  const send = () =>
    test.mutate(draft, {
      onSuccess: ({ to }) => toast.success(texts.testSent(to)),
      onError: (error) => toast.error(error instanceof ApiProblem ? error.message : problemTexts().failed),
    });
  return (
    <div className="mt-6 flex flex-wrap items-center gap-2 border-t border-border pt-4">
      <Button onClick={send} loading={test.isPending}>
        {texts.sendTest}
      </Button>
      <Button variant="ghost" onClick={() => setOpen('versions')} disabled={latest.version === 0}>
        {texts.versions}
      </Button>
      <Button variant="danger-quiet" onClick={() => setOpen('reset')} disabled={latest.isDefault || isDirty}>
        {texts.reset}
      </Button>
      {open === 'versions' ? <VersionsDialog name={name} onTake={onTake} onClose={() => setOpen(undefined)} /> : null}
      {open === 'reset' ? (
        <ConfirmDialog
          title={texts.resetTitle}
          description={texts.resetHint}
          confirmLabel={texts.reset}
          danger
          change={reset}
          input={undefined}
          done={texts.resetDone}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </div>
  );
}
