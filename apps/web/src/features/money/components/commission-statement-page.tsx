import type { CommissionStatement as Statement } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Plus, Users } from 'lucide-react';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useParams } from 'react-router';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Button,
  EmptyState,
  Field,
  FormDialog,
  Input,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Select,
  toast,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { ownStatementQuery, statementQuery, usePayOut } from '../api/commissions.queries.ts';
import { commissionTexts } from '../commission-texts.ts';
import { moneyText } from '../lib/amounts.ts';
import { wrongAmount } from '../lib/payment-values.ts';
import { sayWhy } from '../lib/say-why.ts';
import { BackLink, DownloadCommissions, MonthField, useMonth } from './commission-parts.tsx';
import { CommissionStatement } from './commission-statement.tsx';

/** The statement of one person for a month. */
export function CommissionStatementPage() {
  const texts = commissionTexts();
  const { leadId = '' } = useParams();
  const [month, choose] = useMonth();
  const statement = useQuery(statementQuery(leadId, month));
  const { operations } = useSession();
  const [isPaying, setPaying] = useState(false);
  const mayManage = operations.includes('commissions.pay-out');
  const owed = statement.data?.sums.some(({ balance }) => balance > 0) === true;
  const name = statement.data?.name ?? texts.title;
  return (
    <Page>
      <PageTitle>{name}</PageTitle>
      <BackLink to={`/dashboard/money/commissions${month === undefined ? '' : `?month=${month}`}`} label={texts.back} />
      <PageHeader
        title={name}
        actions={
          mayManage && owed ? (
            <Button variant="primary" onClick={() => setPaying(true)}>
              <Plus size={16} aria-hidden="true" />
              {texts.payOut}
            </Button>
          ) : undefined
        }
      />
      <Loaded query={statement} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(data) => (
          <>
            <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
              <MonthField month={data.month} onChoose={choose} />
              {data.lines.length === 0 ? null : <DownloadCommissions month={data.month} leadId={data.leadId} />}
            </div>
            <CommissionStatement statement={data} mayManage={mayManage} />
            {isPaying ? <PayOutDialog statement={data} onClose={() => setPaying(false)} /> : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What the reader has earned themselves. */
export function OwnCommissionsPage() {
  const texts = commissionTexts();
  const [month, choose] = useMonth();
  const own = useQuery(ownStatementQuery(month));
  return (
    <Page>
      <PageTitle>{texts.own.title}</PageTitle>
      <PageHeader title={texts.own.title} description={texts.own.description} />
      <Loaded query={own} waiting={<FieldsSkeleton label={texts.loading} />}>
        {({ statement, month: shown }) =>
          statement === null ? (
            <Panel>
              <EmptyState icon={<Users size={20} />} title={texts.own.noneTitle}>
                {texts.own.none}
              </EmptyState>
            </Panel>
          ) : (
            <>
              <div className="mb-4">
                <MonthField month={shown} onChoose={choose} />
              </div>
              <CommissionStatement statement={statement} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

interface PayOutValues {
  readonly currency: Statement['sums'][number]['currency'];
  readonly amount: string;
  readonly note: string;
}
function PayOutDialog({ statement, onClose }: { readonly statement: Statement; readonly onClose: () => void }) {
  const texts = commissionTexts();
  const pay = usePayOut(statement.leadId);
  const [owed] = useState(() => statement.sums.filter(({ balance }) => balance > 0));
  const first = owed[0]!;
  const form = useForm<PayOutValues>({
    defaultValues: { currency: first.currency, amount: typedAmount(first.balance, first.currency), note: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const currency = useWatch({ control: form.control, name: 'currency' });
  const balance = owed.find((each) => each.currency === currency)?.balance ?? 0;
  const submit = form.handleSubmit(async (values) => {
    try {
      await pay.mutateAsync({ ...values, amount: minorOf(values.amount, values.currency) ?? 0 });
      toast(texts.paidOutDone);
      onClose();
    } catch (error) {
      sayWhy(error, form);
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={texts.payOut}
      description={texts.payOutHint}
      onSubmit={submit}
      submitLabel={texts.payOut}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <div className={owed.length > 1 ? 'grid grid-cols-[1fr_6rem] gap-2' : undefined}>
        <Field
          label={texts.amountIn(currency)}
          hint={texts.owed(moneyText(balance, currency))}
          error={errors.amount?.message}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              {...form.register('amount', { validate: (text) => wrongAmount(text, currency) })}
            />
          )}
        </Field>
        {owed.length > 1 ? (
          <Field label={texts.currency}>
            {(control) => (
              <Select {...control} {...form.register('currency')}>
                {owed.map((each) => (
                  <option key={each.currency}>{each.currency}</option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
      </div>
      <Field label={texts.note} hint={texts.noteHint} optional error={errors.note?.message}>
        {(control) => <Input {...control} autoComplete="off" maxLength={140} {...form.register('note')} />}
      </Field>
    </FormDialog>
  );
}
