import type { OfferView } from '@stageline/contracts';
import { useForm, type UseFormReturn, useWatch } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Field, FormDialog, Input, Select, Textarea } from '../../../shared/ui/index.ts';
import { useSaveOffer } from '../api/offers.queries.ts';
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
      if (!applyIssues(error, form.setError)) throw error;
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
      <LinkFields form={form} isOffer={kind === 'offer'} />
      <TimeFields form={form} />
    </FormDialog>
  );
}

function LinkFields({ form, isOffer }: { form: OfferForm; isOffer: boolean }) {
  const texts = offerTexts().form;
  const { errors } = form.formState;
  return (
    <>
      {isOffer ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={texts.label} error={errors.label?.message}>
            {(control) => (
              <Input {...control} maxLength={30} placeholder={texts.labelHint} {...form.register('label')} />
            )}
          </Field>
          <Field label={texts.price} error={errors.price?.message} hint={texts.priceHint}>
            {(control) => <Input {...control} maxLength={40} {...form.register('price')} />}
          </Field>
        </div>
      ) : null}
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
    </>
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
