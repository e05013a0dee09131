import { abuse, type ReturnedForm } from '@stageline/contracts';
import { describeProblem } from '../../../shared/lib/problem-texts.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Field, Input } from '../../../shared/ui/field.tsx';
import { Select } from '../../../shared/ui/select.tsx';
import { Textarea } from '../../../shared/ui/textarea.tsx';
import { reportTexts } from '../texts.ts';

const fields = ['category', 'text', 'email'] as const;
type FieldName = (typeof fields)[number];

const idOf = (field: FieldName): string => `report-${field}`;
const errorOf = (form: ReturnedForm | undefined, field: FieldName): string | undefined =>
  form?.issues.find(({ pointer }) => pointer === `/${field}`)?.message;

/** Posts to `/report`; what does not pass comes back with what was typed, each field with what is wrong. */
export function ReportForm({ form }: { readonly form: ReturnedForm | undefined }) {
  const texts = reportTexts();
  return (
    <form
      method="post"
      action="/report"
      className="relative flex flex-col gap-5 rounded-lg border border-border bg-raised p-5 sm:p-7"
    >
      {form === undefined ? null : <Summary form={form} />}
      <Field id={idOf('category')} label={texts.category} error={errorOf(form, 'category')}>
        {(control) => (
          <Select {...control} name="category" required defaultValue={form?.values['category'] ?? ''}>
            <option value="">{texts.choose}</option>
            {abuse.AbuseCategory.options.map((category) => (
              <option key={category} value={category}>
                {texts.categories[category]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field id={idOf('text')} label={texts.text} hint={texts.textHint} error={errorOf(form, 'text')}>
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            name="text"
            required
            minLength={10}
            maxLength={2000}
            className="min-h-32"
            defaultValue={form?.values['text']}
          />
        )}
      </Field>
      <Field id={idOf('email')} label={texts.email} hint={texts.emailHint} optional error={errorOf(form, 'email')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="email"
            maxLength={254}
            defaultValue={form?.values['email']}
          />
        )}
      </Field>
      <div className="absolute -start-[100vw] size-px overflow-hidden" aria-hidden="true">
        <label htmlFor="report-website">{texts.trap}</label>
        <input id="report-website" name="website" type="text" tabIndex={-1} autoComplete="off" />
      </div>
      <Button type="submit" variant="primary" size="lg">
        {texts.send}
      </Button>
    </form>
  );
}

function Summary({ form }: { readonly form: ReturnedForm }) {
  const texts = reportTexts();
  const named = fields.filter((field) => errorOf(form, field) !== undefined);
  return (
    <div
      role="alert"
      tabIndex={-1}
      // Without script the browser moves the focus here after the post.
      autoFocus
      className="rounded-md bg-danger-tint px-4 py-3 text-sm text-danger focus:outline-none"
    >
      <p className="font-medium">
        {named.length > 0
          ? texts.lookAgain
          : describeProblem({ code: form.code, title: form.issues[0]?.message ?? texts.lookAgain })}
      </p>
      {named.length > 0 && (
        <ul className="mt-1">
          {named.map((field) => (
            <li key={field}>
              <a href={`#${idOf(field)}`} className="underline underline-offset-2">
                {texts[field]}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
