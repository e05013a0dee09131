import type { PricedThing, SessionView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { formatDate, formatNumber } from '../../../shared/lib/format.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { formatPrice, minorOf, typedAmount } from '../../../shared/lib/money.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Badge,
  Button,
  ConfirmDialog,
  Field,
  FormDialog,
  Input,
  Panel,
  Section,
  toast,
} from '../../../shared/ui/index.ts';
import { earlyPricesQuery, useSaveEarlyPrice } from '../api/early-prices.queries.ts';
import { sessionsTexts } from '../texts.ts';

/** What things cost whoever comes early; nothing where nothing has a price. */
export function EarlyPrices({ sessionId }: { readonly sessionId: SessionView['id'] }) {
  const texts = sessionsTexts().early;
  const { operations } = useSession();
  const mayPlan = operations.includes('early-prices.list');
  const prices = useQuery({ ...earlyPricesQuery(sessionId), enabled: mayPlan });
  const [changing, setChanging] = useState<PricedThing | null>(null);
  const [ending, setEnding] = useState<PricedThing | null>(null);
  if (!mayPlan || prices.data === undefined || prices.data.length === 0) return null;
  return (
    <Section title={texts.title} className="mt-8" description={texts.description}>
      <Panel className="overflow-hidden">
        <ul className="divide-y divide-border">
          {prices.data.map((thing) => (
            <Thing key={thing.offerId ?? ''} thing={thing} onChange={setChanging} onEnd={setEnding} />
          ))}
        </ul>
      </Panel>
      {changing === null ? null : (
        <EarlyDialog sessionId={sessionId} thing={changing} onClose={() => setChanging(null)} />
      )}
      {ending === null ? null : <EndEarly sessionId={sessionId} thing={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

const nameOf = ({ offerId, title }: PricedThing): string => (offerId === null ? sessionsTexts().early.seats : title);

interface ThingProps {
  readonly thing: PricedThing;
  readonly onChange: (thing: PricedThing) => void;
  readonly onEnd: (thing: PricedThing) => void;
}
function Thing({ thing, onChange, onEnd }: ThingProps) {
  const texts = sessionsTexts().early;
  const { price, early } = thing;
  const name = nameOf(thing);
  const label = early === null ? texts.set : texts.change;
  const facts =
    early === null
      ? [formatPrice(price)]
      : [
          texts.instead(formatPrice({ ...price, amount: early.amount }), formatPrice(price)),
          ...(early.until === null ? [] : [texts.untilDay(formatDate(early.until))]),
          ...(early.first === null ? [] : [texts.usedOf(formatNumber(early.used), formatNumber(early.first))]),
        ];
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-3 sm:px-5">
      <div className="min-w-40 flex-1">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="numeric mt-0.5 text-sm text-text-muted wrap-anywhere">{facts.join(' · ')}</p>
      </div>
      {early === null ? null : (
        <Badge tone={early.state === 'open' ? 'success' : 'neutral'}>{texts.states[early.state]}</Badge>
      )}
      <Button size="sm" aria-label={`${label}: ${name}`} onClick={() => onChange(thing)}>
        {label}
      </Button>
      {early === null ? null : (
        <Button size="sm" variant="ghost" aria-label={texts.endOf(name)} onClick={() => onEnd(thing)}>
          {texts.end}
        </Button>
      )}
    </li>
  );
}

interface DialogProps {
  readonly sessionId: SessionView['id'];
  readonly thing: PricedThing;
  readonly onClose: () => void;
}
interface EarlyValues {
  readonly amount: string;
  /** The last day, where the reader is; empty for none. */
  readonly until: string;
  readonly first: string;
}
/** A day where the reader is. */
const localDay = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

function EarlyDialog({ sessionId, thing, onClose }: DialogProps) {
  const texts = sessionsTexts().early;
  const save = useSaveEarlyPrice(sessionId);
  const { price, early, offerId } = thing;
  const form = useForm<EarlyValues>({
    defaultValues: {
      amount: early === null ? '' : typedAmount(early.amount, price.currency),
      until: early?.until == null ? '' : localDay(new Date(early.until)),
      first: early?.first == null ? '' : String(early.first),
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ amount, until, first }) => {
    if (until === '' && first.trim() === '') return form.setError('until', { message: texts.needsEnd });
    try {
      const wanted = {
        amount: minorOf(amount, price.currency) ?? 0,
        // A last day counts to its end where the reader is.
        until: until === '' ? null : new Date(`${until}T23:59:59.999`).toISOString(),
        first: first.trim() === '' ? null : Number(first),
      };
      await save.mutateAsync({ offerId, early: wanted });
      toast(texts.saved);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form.setError)) form.setError('root.server', { message: problemTexts().failed });
    }
  });
  const isLower = (text: string): true | string => {
    const amount = minorOf(text, price.currency);
    if (amount === null || amount < 1) return texts.badAmount;
    return amount < price.amount || texts.notLower(formatPrice(price));
  };
  return (
    <FormDialog
      onClose={onClose}
      title={texts.dialogTitle(nameOf(thing))}
      description={texts.dialogHint}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field
        label={texts.amountIn(price.currency)}
        hint={texts.later(formatPrice(price))}
        error={errors.amount?.message}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            {...form.register('amount', { validate: isLower })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.until} optional hint={texts.untilHint} error={errors.until?.message}>
          {(control) => <Input {...control} type="date" min={localDay(new Date())} {...form.register('until')} />}
        </Field>
        <Field label={texts.first} optional hint={texts.firstHint} error={errors.first?.message}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              maxLength={6}
              {...form.register('first', {
                validate: (text) => text.trim() === '' || /^[1-9]\d{0,5}$/.test(text.trim()) || texts.badNumber,
              })}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}

function EndEarly({ sessionId, thing, onClose }: DialogProps) {
  const texts = sessionsTexts().early;
  const save = useSaveEarlyPrice(sessionId);
  return (
    <ConfirmDialog
      title={texts.endTitle(nameOf(thing))}
      description={texts.endHint(formatPrice(thing.price))}
      confirmLabel={texts.end}
      danger
      change={save}
      input={{ offerId: thing.offerId, early: null }}
      done={texts.ended}
      onClose={onClose}
    />
  );
}
