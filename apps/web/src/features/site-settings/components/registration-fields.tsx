import { Controller } from 'react-hook-form';
import { Field, Section, Select } from '../../../shared/ui/index.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { CustomFields } from './custom-fields.tsx';
import { SwitchField } from './switch-field.tsx';
import { TextField } from './text-fields.tsx';

/** What the registration form asks, and what has to be true before somebody takes part. */
export function RegistrationFields({ form }: { readonly form: ContentForm }) {
  const texts = settingsTexts();
  return (
    <div className="flex flex-col gap-10">
      <Section title={texts.parts.form} description={texts.formHint}>
        <div className="flex flex-col gap-5">
          <div className="grid grid-cols-2 gap-4">
            {(['phone', 'company'] as const).map((name) => (
              <Field key={name} label={texts.asked[name]}>
                {(control) => (
                  <Select {...control} {...form.register(`registration.${name}`)}>
                    {(['hidden', 'optional', 'required'] as const).map((wanted) => (
                      <option key={wanted} value={wanted}>
                        {texts.wanted[wanted]}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            ))}
          </div>
          <CustomFields form={form} />
          <div>
            <SwitchField form={form} name="registration.askQuestion" label={texts.askQuestion} />
            <p className="text-xs text-text-muted">{texts.askQuestionHint}</p>
          </div>
        </div>
      </Section>
      <Section title={texts.agreement} description={texts.agreementHint}>
        <div className="flex flex-col gap-5">
          <ConsentFields form={form} />
          <div>
            <SwitchField form={form} name="registration.doubleOptIn" label={texts.doubleOptIn} />
            <p className="text-xs text-text-muted">{texts.doubleOptInHint}</p>
          </div>
          <div>
            <SwitchField form={form} name="registration.rememberFirstTouch" label={texts.firstTouch} />
            <p className="text-xs text-text-muted">{texts.firstTouchHint}</p>
          </div>
        </div>
      </Section>
    </div>
  );
}

/** A box to tick: none, or one with words of the site's own. */
function ConsentFields({ form }: { readonly form: ContentForm }) {
  const texts = settingsTexts();
  return (
    <Controller
      control={form.control}
      name="registration.consent"
      render={({ field: { value, onChange } }) => (
        <>
          <Field label={texts.consentBox}>
            {(control) => (
              <Select
                {...control}
                value={value == null ? 'none' : value.isRequired === true ? 'required' : 'optional'}
                onChange={({ target }) =>
                  onChange(
                    target.value === 'none'
                      ? null
                      : { text: value?.text ?? texts.consentSample, isRequired: target.value === 'required' },
                  )
                }
              >
                <option value="none">{texts.consentNone}</option>
                <option value="optional">{texts.wanted.optional}</option>
                <option value="required">{texts.wanted.required}</option>
              </Select>
            )}
          </Field>
          {value == null ? null : (
            <TextField
              form={form}
              name="registration.consent.text"
              label={texts.consentText}
              multiline
              maxLength={1000}
            />
          )}
        </>
      )}
    />
  );
}
