import type { FollowUpView } from '@stageline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useSession } from '../../../shared/lib/session.ts';
import { SaveForm } from '../../../shared/ui/save-form.tsx';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
import {
  Button,
  ConfirmDialog,
  Field,
  Input,
  Notice,
  Panel,
  Tabs,
  TabsContent,
  TabsList,
  TabsTrigger,
  Textarea,
  toast,
} from '../../../shared/ui/index.ts';
import { mailQuery, useMail, useMails } from '../api/follow-ups.queries.ts';
import { mailTexts } from '../mail-texts.ts';

interface MailEditorProps {
  readonly mail: FollowUpView;
  readonly webinarId: string;
}
interface Values {
  subject: string;
  text: string;
  ownHtml: boolean;
  html: string;
  notes: string;
}
const valuesOf = ({ subject, text, html, notes, ownHtml }: FollowUpView): Values => ({
  subject,
  text,
  ownHtml,
  html,
  notes,
});

/** A mail to be read, changed and approved. */
export function MailEditor({ mail, webinarId }: MailEditorProps) {
  const texts = mailTexts();
  const { permissions } = useSession();
  const { state, error } = mail;
  if (state === 'waiting' || state === 'writing' || (state === 'failed' && mail.text === ''))
    return (
      <div className="flex flex-col items-start gap-4">
        <Notice tone={state === 'failed' ? 'danger' : 'neutral'} className="w-full">
          {error === null ? `${texts.mail.noText} ${texts.states[state]}.` : texts.errors[error]}
        </Notice>
        {state === 'failed' && permissions.includes('mails.manage') ? <Again mail={mail} /> : null}
      </div>
    );
  if (state === 'sent' || state === 'exported' || !permissions.includes('mails.manage')) return <Fixed mail={mail} />;
  return <Editable mail={mail} webinarId={webinarId} />;
}

function Editable({ mail, webinarId }: MailEditorProps) {
  const texts = mailTexts();
  const client = useQueryClient();
  const { save, keep, restore } = useMail(mail.id);
  const { approve } = useMails(webinarId);
  const frame = useSaveForm<Values, FollowUpView>({
    latest: mail,
    valuesOf,
    save: async ({ subject, text, ownHtml, html, notes }, { version }) => {
      const view = await save({ version, subject, text, notes, ...(ownHtml && { html }) });
      await keep(view);
      return view;
    },
    reload: () => client.fetchQuery({ ...mailQuery(mail.id), staleTime: 0 }),
    saved: texts.mail.saved,
  });
  const { form, isDirty } = frame;
  const { errors } = form.formState;
  const ownHtml = useWatch({ control: form.control, name: 'ownHtml' });
  const isApproved = mail.state === 'approved';
  const say = (approved: boolean) =>
    approve.mutate({ approved, ids: [mail.id], flagged: true }, { onError: ({ message }) => toast.error(message) });
  return (
    <div className="flex flex-col gap-5">
      <Tabs defaultValue="text">
        <TabsList aria-label={texts.mail.ways}>
          <TabsTrigger value="text">{texts.mail.text}</TabsTrigger>
          <TabsTrigger value="look">{texts.mail.look}</TabsTrigger>
        </TabsList>
        <TabsContent value="text">
          <SaveForm frame={frame} label={texts.mail.save} className="gap-4">
            <Field label={texts.mail.subject} error={errors.subject?.message}>
              {(control) => <Input {...control} maxLength={500} {...form.register('subject')} />}
            </Field>
            <Field label={texts.mail.text} error={errors.text?.message}>
              {(control) => <Textarea {...control} rows={16} {...form.register('text')} />}
            </Field>
            <SwitchLine form={form} name="ownHtml" label={texts.mail.ownHtml} hint={texts.mail.ownHtmlHint} />
            {ownHtml ? (
              <Field label={texts.mail.html} error={errors.html?.message}>
                {(control) => (
                  <Textarea
                    {...control}
                    rows={10}
                    spellCheck={false}
                    className="font-mono"
                    {...form.register('html')}
                  />
                )}
              </Field>
            ) : null}
            <Field label={texts.mail.notes} hint={texts.mail.notesHint} optional error={errors.notes?.message}>
              {(control) => <Textarea {...control} rows={2} {...form.register('notes')} />}
            </Field>
          </SaveForm>
        </TabsContent>
        <TabsContent value="look">
          <Look mail={mail} />
        </TabsContent>
      </Tabs>
      <div className="flex flex-wrap items-center gap-2 border-t border-border pt-4">
        <Button
          variant={isApproved ? 'secondary' : 'primary'}
          disabled={isDirty}
          loading={approve.isPending}
          onClick={() => say(!isApproved)}
        >
          {isApproved ? texts.mail.unapprove : texts.mail.approve}
        </Button>
        <Again mail={mail} />
        {mail.canRestore ? (
          <Button
            variant="ghost"
            disabled={isDirty}
            loading={restore.isPending}
            onClick={() =>
              restore.mutate(undefined, {
                onSuccess: () => toast(texts.mail.restored),
                onError: ({ message }) => toast.error(message),
              })
            }
          >
            {texts.mail.restore}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Writes a mail anew; where it was changed by hand, only after a question. */
function Again({ mail }: { readonly mail: FollowUpView }) {
  const texts = mailTexts().mail;
  const { regenerate } = useMail(mail.id);
  const [isAsking, setAsking] = useState(false);
  const now = () =>
    regenerate.mutate(false, {
      onSuccess: () => toast(texts.regenerated),
      onError: ({ message }) => toast.error(message),
    });
  return (
    <>
      <Button
        variant="ghost"
        loading={regenerate.isPending}
        onClick={() => (mail.userEdited ? setAsking(true) : now())}
      >
        {texts.regenerate}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={texts.regenerateTitle}
          description={texts.regenerateText}
          confirmLabel={texts.regenerate}
          change={regenerate}
          input={true}
          done={texts.regenerated}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

function Fixed({ mail }: { readonly mail: FollowUpView }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-lg font-semibold wrap-anywhere">{mail.subject}</p>
      <Look mail={mail} />
    </div>
  );
}

/** The mail as a program shows it: it can run nothing and fetch nothing. */
function Look({ mail }: { readonly mail: FollowUpView }) {
  return (
    <Panel className="overflow-hidden">
      <iframe title={mailTexts().mail.look} sandbox="" srcDoc={mail.html} className="h-[32rem] w-full bg-white" />
    </Panel>
  );
}
