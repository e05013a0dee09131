import { zodResolver } from '@hookform/resolvers/zod';
import { mailSenders, type SenderPage as Page, type SenderState, type SenderView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { ApiProblem, type CallInput } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { AlertDialog, Badge, type BadgeProps, Button, Field, Input, Panel, toast } from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { senderQuery, useCheckSender, useRemoveSender, useSetSender } from '../api/sender.queries.ts';
import { senderTexts } from '../sender-texts.ts';
import { SenderRecordRow } from './sender-record-row.tsx';

const tones: Readonly<Record<SenderState, NonNullable<BadgeProps['tone']>>> = {
  pending: 'neutral',
  verified: 'success',
  failing: 'danger',
};

/** Which address the site's mails come from, and what is missing for one of its own (B-14). */
export function SenderPage() {
  const texts = senderTexts();
  return (
    <Loaded query={useQuery(senderQuery())} waiting={<FieldsSkeleton label={texts.loading} />}>
      {(page) => (
        <div className="flex flex-col gap-6">
          <Now page={page} />
          {page.sender === null ? <AddressForm /> : <SenderCard sender={page.sender} />}
        </div>
      )}
    </Loaded>
  );
}

function Now({ page: { platformAddress, replyTo, sender } }: { readonly page: Page }) {
  const texts = senderTexts();
  const isOwn = sender?.state === 'verified';
  return (
    <Panel className="px-4 py-4 sm:px-5">
      <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2">
        <div className="min-w-0">
          <dt className="text-text-muted">{texts.from}</dt>
          <dd className="mt-0.5 font-medium break-all">{isOwn ? sender.address : platformAddress}</dd>
        </div>
        <div className="min-w-0">
          <dt className="text-text-muted">{texts.replyTo}</dt>
          <dd className="mt-0.5 font-medium break-all">{replyTo ?? texts.noReplyTo}</dd>
        </div>
      </dl>
      <p className="mt-3 max-w-prose text-sm text-text-muted">{isOwn ? texts.ownHint : texts.platformHint}</p>
    </Panel>
  );
}

function AddressForm() {
  const texts = senderTexts();
  const set = useSetSender();
  const form = useForm<CallInput<'mail-senders.set'>['body']>({
    resolver: zodResolver(mailSenders.setMailSender.body),
    defaultValues: { address: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await set.mutateAsync(body);
    } catch (error) {
      if (applyIssues(error, form)) return;
      if (!(error instanceof ApiProblem)) throw error;
      form.setError('address', { message: error.message }, { shouldFocus: true });
    }
  });
  return (
    <Panel className="px-4 py-5 sm:px-5">
      <h2 className="text-base font-semibold">{texts.addTitle}</h2>
      <p className="mt-1 text-sm text-text-muted">{texts.addHint}</p>
      <form onSubmit={(event) => void submit(event)} noValidate className="mt-4 flex max-w-md flex-col gap-4">
        <Field label={texts.address} hint={texts.addressHint} error={errors.address?.message}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder={texts.placeholder}
              {...form.register('address')}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" loading={isSubmitting} className="self-start">
          {texts.use}
        </Button>
      </form>
    </Panel>
  );
}

function SenderCard({ sender }: { readonly sender: SenderView }) {
  const texts = senderTexts();
  const { address, state, records } = sender;
  return (
    <Panel>
      <article aria-label={address}>
        <div className="px-4 py-4 sm:px-5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h2 className="min-w-0 text-base font-semibold break-all">{address}</h2>
            <Badge tone={tones[state]} dot>
              {texts.states[state]}
            </Badge>
          </div>
          <p className="mt-2 text-sm">{texts.steps[state]}</p>
          <p className="mt-1 text-xs text-text-muted">{lookedOf(sender)}</p>
          <Actions address={address} />
        </div>
        <ul className="divide-y divide-border border-t border-border">
          {records.map((record) => (
            <SenderRecordRow key={record.kind} record={record} domain={sender.domain} />
          ))}
        </ul>
        <p className="border-t border-border px-4 py-3 text-xs text-text-muted sm:px-5">{texts.spf}</p>
      </article>
    </Panel>
  );
}

function lookedOf({ lastCheckedAt, nextCheckAt }: SenderView): string {
  const texts = senderTexts();
  if (lastCheckedAt === null) return texts.firstLook;
  const looked = texts.lookedAt(formatRelative(lastCheckedAt));
  return nextCheckAt === null ? `${looked} ${texts.notLooking}` : looked;
}

function Actions({ address }: { readonly address: string }) {
  const texts = senderTexts();
  const check = useCheckSender();
  const remove = useRemoveSender();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <div className="mt-3 -ms-3 flex flex-wrap items-center gap-1">
      <Button
        variant="ghost"
        size="sm"
        loading={check.isPending}
        onClick={() =>
          check.mutate(undefined, { onError: ({ message }) => toast.error(texts.notChecked, { description: message }) })
        }
      >
        <RefreshCw size={16} aria-hidden="true" />
        {texts.checkNow}
      </Button>
      <Button variant="danger-quiet" size="sm" className="ms-auto" onClick={() => setIsAsking(true)}>
        <Trash2 size={16} aria-hidden="true" />
        {texts.remove}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={texts.removeTitle(address)}
        description={texts.removeHint}
        confirmLabel={texts.remove}
        danger
        loading={remove.isPending}
        onConfirm={() =>
          remove.mutate(undefined, {
            onError: ({ message }) => toast.error(texts.notRemoved, { description: message }),
            onSettled: () => setIsAsking(false),
          })
        }
      />
    </div>
  );
}
