import { SessionMode, SpokenLanguage } from '@stageline/contracts';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { CURRENCIES } from '../../../shared/lib/money.ts';
import { Field, Input, Select, Textarea } from '../../../shared/ui/index.ts';
import { needsPrice, type FactsValues } from '../lib/plan-form.ts';
import { sessionsTexts } from '../texts.ts';

/** Forms of which the facts of a masterclass are a part. */
type FactsForm = UseFormReturn<FactsValues>;

/** What a masterclass is about. */
export function AboutFields({ form }: { readonly form: FactsForm }) {
  const texts = sessionsTexts().planning;
  const { errors } = form.formState;
  return (
    <>
      <Field label={texts.title} error={errors.title?.message}>
        {(control) => <Input {...control} maxLength={120} placeholder={texts.titleHint} {...form.register('title')} />}
      </Field>
      <Field label={texts.description} error={errors.description?.message}>
        {(control) => <Textarea {...control} rows={3} {...form.register('description')} />}
      </Field>
    </>
  );
}

/** Who holds it, for how many, and what it costs. */
export function TermsFields({ form }: { readonly form: FactsForm }) {
  const texts = sessionsTexts().planning;
  const { errors } = form.formState;
  const languageNames = new Intl.DisplayNames(pageLocale().tag, { type: 'language' });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={texts.hostName} hint={texts.hostNameHint} error={errors.hostName?.message}>
          {(control) => <Input {...control} maxLength={100} {...form.register('hostName')} />}
        </Field>
        <Field label={texts.language} hint={texts.languageHint}>
          {(control) => (
            <Select {...control} {...form.register('language')}>
              {SpokenLanguage.options.map((each) => (
                <option key={each} value={each}>
                  {languageNames.of(each) ?? each}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.seats} hint={texts.seatsHint} error={errors.seats?.message}>
          {(control) => <Input {...control} inputMode="numeric" {...form.register('seats')} />}
        </Field>
        <Field label={texts.lobby} hint={texts.lobbyHint} error={errors.lobbyMinutes?.message}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              max={720}
              inputMode="numeric"
              {...form.register('lobbyMinutes', { valueAsNumber: true })}
            />
          )}
        </Field>
      </div>
      <PriceFields form={form} />
    </>
  );
}

function PriceFields({ form }: { readonly form: FactsForm }) {
  const texts = sessionsTexts().planning;
  const { errors } = form.formState;
  const mode = useWatch({ control: form.control, name: 'mode' });
  return (
    <>
      <Field label={texts.mode} hint={texts.modeHints[mode]}>
        {(control) => (
          <Select {...control} {...form.register('mode')}>
            {SessionMode.options.map((each) => (
              <option key={each} value={each}>
                {texts.modes[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {needsPrice({ mode }) ? (
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          <Field label={texts.price} error={errors.price?.message}>
            {(control) => <Input {...control} inputMode="decimal" {...form.register('price')} />}
          </Field>
          <Field label={texts.currency}>
            {(control) => (
              <Select {...control} {...form.register('currency')}>
                {CURRENCIES.map((each) => (
                  <option key={each} value={each}>
                    {each}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {mode === 'deposit' ? (
            <Field label={texts.deposit} error={errors.deposit?.message}>
              {(control) => <Input {...control} inputMode="decimal" {...form.register('deposit')} />}
            </Field>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
