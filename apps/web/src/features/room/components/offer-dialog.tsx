import type { OfferView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useForm, type UseFormReturn, useWatch } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { CURRENCIES } from '../../../shared/lib/money.ts';
import { Field, FormDialog, Input, Select, Textarea } from '../../../shared/ui/index.ts';
import { SwitchLine } from '../../../shared/ui/switch-line.tsx';
import { offeredCallsQuery, useSaveOffer } from '../api/offers.queries.ts';
import { bodyOf, DURATIONS, newOffer, offerResolver, type OfferValues, valuesOf } from '../lib/offer-form.ts';
import { offerTexts } from '../offer-texts.ts';

export interface OfferDraft {
  /** The one to change; null for a new one. */
  readonly before: OfferView | null;
  /** What the form begins with; null for an empty one. */
  readonly like: OfferView | null;
}
type OfferForm = UseFormReturn<OfferValues>;

/** Prepares an offer or a short message, or changes one that nobody has seen yet. */
export function OfferDialog({
  sessionId,
  draft: { before, like },
  onClose,
}: {
  sessionId: string;
  draft: OfferDraft;
  onClose: () => void;
}) {
  const texts = offerTexts().form;
  const save = useSaveOffer(sessionId, before);
  const form = useForm<OfferValues>({
    resolver: offerResolver,
    defaultValues: like === null ? newOffer() : valuesOf(like),
  });
  const { errors } = form.formState;
  const kind = useWatch({ control: form.control, name: 'kind' });
  const submit = form.handleSubmit(async (values) => {
    try {
      await save.mutateAsync(bodyOf(values));
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      title={before === null ? texts.newTitle : texts.editTitle}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={texts.save}
      loading={form.formState.isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.kind}>
        {(control) => (
          <Select {...control} {...form.register('kind')}>
            <option value="offer">{texts.kinds.offer}</option>
            <option value="notification">{texts.kinds.notification}</option>
          </Select>
        )}
      </Field>
      {kind === 'offer' ? (
        <Field label={texts.title} error={errors.title?.message}>
          {(control) => <Input {...control} maxLength={80} placeholder={texts.titleHint} {...form.register('title')} />}
        </Field>
      ) : null}
      <Field label={texts.text} error={errors.text?.message}>
        {(control) => <Textarea {...control} rows={2} maxLength={280} {...form.register('text')} />}
      </Field>
      <WayFields form={form} isOffer={kind === 'offer'} />
      <TimeFields form={form} />
    </FormDialog>
  );
}

function WayFields({ form, isOffer }: { form: OfferForm; isOffer: boolean }) {
  const texts = offerTexts().form;
  const { errors } = form.formState;
  const way = useWatch({ control: form.control, name: 'way' });
  const isOrder = isOffer && way === 'order';
  return (
    <>
      {isOffer ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={texts.label} error={errors.label?.message}>
            {(control) => (
              <Input {...control} maxLength={30} placeholder={texts.labelHint} {...form.register('label')} />
            )}
          </Field>
          <Field label={texts.way}>
            {(control) => (
              <Select {...control} {...form.register('way')}>
                <option value="link">{texts.ways.link}</option>
                <option value="order">{texts.ways.order}</option>
              </Select>
            )}
          </Field>
        </div>
      ) : null}
      {isOrder ? <OrderFields form={form} /> : <LinkFields form={form} isOffer={isOffer} />}
    </>
  );
}

function LinkFields({ form, isOffer }: { form: OfferForm; isOffer: boolean }) {
  const texts = offerTexts().form;
  const { errors } = form.formState;
  return (
    <>
      <Field label={isOffer ? texts.link : texts.linkOptional} error={errors.link?.message} hint={texts.linkHint}>
        {(control) => (
          <Input
            {...control}
            type="url"
            inputMode="url"
            maxLength={500}
            placeholder={texts.linkBegin}
            {...form.register('link')}
          />
        )}
      </Field>
      {isOffer ? (
        <Field label={texts.price} error={errors.price?.message} hint={texts.priceHint}>
          {(control) => <Input {...control} maxLength={40} {...form.register('price')} />}
        </Field>
      ) : null}
    </>
  );
}

function OrderFields({ form }: { form: OfferForm }) {
  const texts = offerTexts().form;
  const { errors } = form.formState;
  return (
    <>
      <div className="grid grid-cols-[1fr_7rem] gap-4">
        <Field label={texts.amount} error={errors.amount?.message} hint={texts.wayHint}>
          {(control) => (
            <Input {...control} inputMode="decimal" autoComplete="off" maxLength={12} {...form.register('amount')} />
          )}
        </Field>
        <Field label={texts.currency}>
          {(control) => (
            <Select {...control} {...form.register('currency')}>
              {CURRENCIES.map((currency) => (
                <option key={currency}>{currency}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <SwitchLine form={form} name="tellsOrders" label={texts.tellsOrders} hint={texts.tellsOrdersHint} />
      <OpensFields form={form} />
    </>
  );
}

/** What whoever has paid gets with it. */
function OpensFields({ form }: { form: OfferForm }) {
  const texts = offerTexts().form;
  const { data } = useQuery(offeredCallsQuery());
  const chosen = useWatch({ control: form.control, name: 'opensCall' });
  const types = data?.items.filter(({ id, isActive }) => isActive || id === chosen) ?? [];
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="text-sm font-medium">{texts.opens}</legend>
      <p className="text-xs text-text-muted">{texts.opensHint}</p>
      <SwitchLine form={form} name="opensReplay" label={texts.opensReplay} />
      <SwitchLine form={form} name="opensMaterials" label={texts.opensMaterials} hint={texts.opensMaterialsHint} />
      <Field label={texts.opensCall} hint={texts.opensCallHint}>
        {(control) => (
          <Select {...control} {...form.register('opensCall')}>
            <option value="">{texts.noCall}</option>
            {types.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </fieldset>
  );
}

function TimeFields({ form }: { form: OfferForm }) {
  const texts = offerTexts().form;
  const { errors } = form.formState;
  const when = useWatch({ control: form.control, name: 'when' });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.seconds} error={errors.seconds?.message}>
          {(control) => (
            <Select {...control} {...form.register('seconds')}>
              <option value="">{texts.untilTakenOff}</option>
              {DURATIONS.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {texts.forSeconds(seconds)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.when}>
          {(control) => (
            <Select {...control} {...form.register('when')}>
              <option value="by-hand">{texts.byHand}</option>
              <option value="planned">{texts.planned}</option>
            </Select>
          )}
        </Field>
      </div>
      {when === 'planned' ? (
        <Field label={texts.offset} error={errors.offset?.message} hint={texts.offsetHint}>
          {(control) => (
            <Input {...control} inputMode="numeric" maxLength={7} placeholder="42:30" {...form.register('offset')} />
          )}
        </Field>
      ) : null}
    </>
  );
}
