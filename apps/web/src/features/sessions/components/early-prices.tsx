import type { PricedThing, SessionView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Plus, X } from 'lucide-react';
import { useFieldArray, useForm, type UseFormReturn } from 'react-hook-form';
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

/** Prices before the last one that a thing may have. */
const MOST_STEPS = 5;

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
  const steps = early === null ? [] : [early, ...early.more];
  const current = steps.find(({ state }) => state === 'open') ?? early;
  const label = early === null ? texts.set : texts.change;
  const factsOf = ({ amount, until, first, used }: (typeof steps)[number]) => [
    formatPrice({ ...price, amount }),
    ...(until === null ? [] : [texts.untilDay(formatDate(until))]),
    ...(first === null ? [] : [texts.usedOf(formatNumber(used), formatNumber(first))]),
  ];
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-3 sm:px-5">
      <div className="min-w-40 flex-1">
        <p className="font-medium wrap-anywhere">{name}</p>
        {steps.map((step) => (
          <p key={step.amount} className="numeric mt-0.5 text-sm text-text-muted wrap-anywhere">
            {factsOf(step).join(' · ')}
          </p>
        ))}
        <p className="numeric mt-0.5 text-sm text-text-muted wrap-anywhere">
          {steps.length === 0 ? formatPrice(price) : texts.then(formatPrice(price))}
        </p>
      </div>
      {current === null ? null : (
        <Badge tone={current.state === 'open' ? 'success' : 'neutral'}>{texts.states[current.state]}</Badge>
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
interface StepValues {
  readonly amount: string;
  /** The last day, where the reader is; empty for none. */
  readonly until: string;
  readonly first: string;
}
interface EarlyValues {
  readonly steps: StepValues[];
}
type EarlyForm = UseFormReturn<EarlyValues>;
const emptyStep: StepValues = { amount: '', until: '', first: '' };
/** A day where the reader is. */
const localDay = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

function EarlyDialog({ sessionId, thing, onClose }: DialogProps) {
  const texts = sessionsTexts().early;
  const save = useSaveEarlyPrice(sessionId);
  const { price, early, offerId } = thing;
  const typed = (step: NonNullable<typeof early>['more'][number]): StepValues => ({
    amount: typedAmount(step.amount, price.currency),
    until: step.until === null ? '' : localDay(new Date(step.until)),
    first: step.first === null ? '' : String(step.first),
  });
  const form = useForm<EarlyValues>({
    defaultValues: { steps: early === null ? [emptyStep] : [early, ...early.more].map(typed) },
  });
  const { errors, isSubmitting } = form.formState;
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'steps' });
  const submit = form.handleSubmit(async ({ steps }) => {
    const endless = steps.findIndex(({ until, first }) => until === '' && first.trim() === '');
    if (endless >= 0) return form.setError(`steps.${endless}.until`, { message: texts.needsEnd });
    const [lowest, ...more] = steps.map(({ amount, until, first }) => ({
      amount: minorOf(amount, price.currency) ?? 0,
      // A last day counts to its end where the reader is.
      until: until === '' ? null : new Date(`${until}T23:59:59.999`).toISOString(),
      first: first.trim() === '' ? null : Number(first),
    }));
    try {
      await save.mutateAsync({ offerId, early: { ...lowest!, more } });
      toast(texts.saved);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) form.setError('root.server', { message: problemTexts().failed });
    }
  });
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
      {fields.map(({ id }, index) => (
        <StepFields
          key={id}
          form={form}
          index={index}
          price={price}
          onRemove={fields.length === 1 ? null : () => remove(index)}
        />
      ))}
      {fields.length >= MOST_STEPS ? null : (
        <Button variant="ghost" size="sm" className="self-start" onClick={() => append(emptyStep)}>
          <Plus size={16} aria-hidden="true" />
          {texts.addStep}
        </Button>
      )}
      <p className="text-sm text-text-muted">{texts.later(formatPrice(price))}</p>
    </FormDialog>
  );
}

interface StepProps {
  readonly form: EarlyForm;
  readonly index: number;
  readonly price: PricedThing['price'];
  /** Null for the only one. */
  readonly onRemove: (() => void) | null;
}
/** One of the prices: what it is, and when it ends. */
function StepFields({ form, index, price, onRemove }: StepProps) {
  const texts = sessionsTexts().early;
  const problems = form.formState.errors.steps?.[index];
  const isHigher = (text: string): true | string => {
    const amount = minorOf(text, price.currency);
    if (amount === null || amount < 1) return texts.badAmount;
    if (amount >= price.amount) return texts.notLower(formatPrice(price));
    const before = index === 0 ? null : minorOf(form.getValues(`steps.${index - 1}.amount`), price.currency);
    return before === null || amount > before || texts.notHigher;
  };
  return (
    <fieldset className="flex flex-col gap-4 border-border not-first:border-t not-first:pt-4">
      <legend className="sr-only">{texts.step(index + 1)}</legend>
      <div className="grid grid-cols-[1fr_auto] items-start gap-2">
        <Field label={texts.amountIn(price.currency)} error={problems?.amount?.message}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              {...form.register(`steps.${index}.amount`, { validate: isHigher })}
            />
          )}
        </Field>
        {onRemove === null ? null : (
          <Button
            variant="ghost"
            size="icon"
            className="mt-6.5"
            aria-label={texts.removeStep(index + 1)}
            onClick={onRemove}
          >
            <X size={16} aria-hidden="true" />
          </Button>
        )}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.until} optional hint={texts.untilHint} error={problems?.until?.message}>
          {(control) => (
            <Input {...control} type="date" min={localDay(new Date())} {...form.register(`steps.${index}.until`)} />
          )}
        </Field>
        <Field label={texts.first} optional hint={texts.firstHint} error={problems?.first?.message}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              maxLength={6}
              {...form.register(`steps.${index}.first`, {
                validate: (text) => text.trim() === '' || /^[1-9]\d{0,5}$/.test(text.trim()) || texts.badNumber,
              })}
            />
          )}
        </Field>
      </div>
    </fieldset>
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
