import type { BulkRefundView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, CalendarCheck, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link, useParams } from 'react-router';
import { formatDate } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Button,
  buttonStyles,
  EmptyState,
  Field,
  FormDialog,
  Input,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Section,
  toast,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { bulkRefundQuery, isUnderWay, useStartBulkRefund } from '../api/bulk-refunds.queries.ts';
import { bulkRefundTexts } from '../bulk-refund-texts.ts';
import { moneyText } from '../lib/amounts.ts';
import { sayWhy } from '../lib/say-why.ts';
import { BulkRefundItems } from './bulk-refund-items.tsx';

type Sums = BulkRefundView['ahead']['goesBack'];
const textOf = (sums: Sums): string => sums.map(({ amount, currency }) => moneyText(amount, currency)).join(' + ');
const countOf = (sums: Sums): number => sums.reduce((all, { count }) => all + count, 0);

/** What was paid for a masterclass that is called off goes back, all at once. */
export function BulkRefundPage() {
  const texts = bulkRefundTexts();
  const { sessionId = '' } = useParams();
  const view = useQuery(bulkRefundQuery(sessionId));
  return (
    <Page>
      <Link
        to={`/dashboard/sessions/${sessionId}`}
        className={buttonStyles({ variant: 'ghost', size: 'sm', className: '-ms-3 mb-2' })}
      >
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.back}
      </Link>
      <PageTitle>{texts.title}</PageTitle>
      <Loaded query={view} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(data) => <BulkRefund sessionId={sessionId} view={data} />}
      </Loaded>
    </Page>
  );
}

interface BulkRefundProps {
  readonly sessionId: string;
  readonly view: BulkRefundView;
}
function BulkRefund({ sessionId, view }: BulkRefundProps) {
  const texts = bulkRefundTexts();
  const { operations } = useSession();
  const [isAsking, ask] = useState(false);
  const { title, isCancelled, ahead, run } = view;
  const isNothing = countOf(ahead.goesBack) + countOf(ahead.takenBack) === 0;
  const mayStart = isCancelled && !isNothing && !isUnderWay(view) && operations.includes('bulk-refunds.start');
  return (
    <>
      <PageHeader
        title={texts.title}
        description={texts.description(title)}
        actions={
          mayStart ? (
            <Button variant="primary" onClick={() => ask(true)}>
              {run === null ? texts.start : texts.again}
            </Button>
          ) : undefined
        }
      />
      {isCancelled || run !== null ? (
        <div className="flex flex-col gap-8">
          {run === null ? null : <Progress run={run} />}
          {run !== null && isNothing && countOf(ahead.byHand) === 0 ? null : <Ahead ahead={ahead} />}
          {run === null ? null : <BulkRefundItems sessionId={sessionId} view={view} />}
        </div>
      ) : (
        <Panel>
          <EmptyState icon={<CalendarCheck size={20} />} title={texts.takesPlaceTitle}>
            {texts.takesPlace}
          </EmptyState>
        </Panel>
      )}
      {isAsking ? (
        <StartDialog
          sessionId={sessionId}
          sums={ahead.goesBack}
          reason={run?.reason ?? ''}
          onClose={() => ask(false)}
        />
      ) : null}
    </>
  );
}

function Ahead({ ahead: { goesBack, byHand, takenBack } }: { readonly ahead: BulkRefundView['ahead'] }) {
  const texts = bulkRefundTexts();
  const rows = [
    { ...{ name: texts.goesBack, hint: texts.goesBackHint }, sums: goesBack, say: texts.payments },
    { ...{ name: texts.byHand, hint: texts.byHandHint }, sums: byHand, say: texts.payments },
    { ...{ name: texts.takenBack, hint: texts.takenBackHint }, sums: takenBack, say: texts.invoices },
  ].filter(({ sums }) => sums.length > 0);
  return (
    <Section title={texts.ahead}>
      <Panel>
        {rows.length === 0 ? (
          <EmptyState icon={<Undo2 size={20} />} title={texts.nothingTitle}>
            {texts.nothing}
          </EmptyState>
        ) : (
          <dl className="divide-y divide-border">
            {rows.map(({ name, hint, sums, say }) => (
              <div
                key={name}
                className="flex flex-col gap-1 px-4 py-3 sm:flex-row sm:items-start sm:justify-between sm:gap-6 sm:px-6"
              >
                <dt className="min-w-0">
                  <span className="block font-medium">{name}</span>
                  <span className="block text-sm text-text-muted">{hint}</span>
                </dt>
                <dd className="numeric shrink-0 font-medium sm:text-end">{say(countOf(sums), textOf(sums))}</dd>
              </div>
            ))}
          </dl>
        )}
      </Panel>
    </Section>
  );
}

function Progress({ run }: { readonly run: NonNullable<BulkRefundView['run']> }) {
  const texts = bulkRefundTexts();
  const { counts, state, endedAt, wentBack } = run;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const done = all - counts.waiting;
  const lines = [
    endedAt === null ? texts.running(done, all) : texts.done(formatDate(endedAt)),
    ...(wentBack.length > 0 ? [texts.wentBack(textOf(wentBack))] : []),
  ];
  return (
    <Section title={texts.progress}>
      <Panel className="p-4 sm:p-6">
        <p role="status">{lines.join(' ')}</p>
        {state === 'done' ? null : (
          <div
            role="progressbar"
            aria-label={texts.progress}
            aria-valuenow={all === 0 ? 0 : Math.round((100 * done) / all)}
            className="mt-3 h-1.5 overflow-hidden rounded-full bg-muted"
          >
            <div
              className="h-full bg-primary transition-[width] motion-reduce:transition-none"
              style={{ width: `${all === 0 ? 0 : (100 * done) / all}%` }}
            />
          </div>
        )}
        {counts.failed > 0 ? <p className="mt-2 text-danger">{texts.someFailed(counts.failed)}</p> : null}
      </Panel>
    </Section>
  );
}

interface StartDialogProps {
  readonly sessionId: string;
  readonly sums: Sums;
  readonly reason: string;
  readonly onClose: () => void;
}
/** The button names the sum, so that pressing it is the answer to the question. */
function StartDialog({ sessionId, sums, reason, onClose }: StartDialogProps) {
  const texts = bulkRefundTexts();
  const start = useStartBulkRefund(sessionId);
  const form = useForm({ defaultValues: { reason } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (given) => {
    try {
      await start.mutateAsync(given.reason);
      toast(texts.begun);
      onClose();
    } catch (error) {
      sayWhy(error, form);
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.askTitle}
      description={texts.askHint}
      onSubmit={submit}
      submitLabel={sums.length === 0 ? texts.start : texts.startSum(textOf(sums))}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.reason} hint={texts.reasonHint} error={errors.reason?.message}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={200}
            {...form.register('reason', { validate: (text) => text.trim() !== '' || 'Please fill this in.' })}
          />
        )}
      </Field>
    </FormDialog>
  );
}
