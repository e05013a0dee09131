import { zodResolver } from '@hookform/resolvers/zod';
import { signups } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { call, type Answer, type CallInput } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ownTimeZone } from '../../../shared/lib/format.ts';
import { Button, Field, Input, Notice } from '../../../shared/ui/index.ts';
import { useSlugCheck } from '../hooks/use-slug-check.ts';
import { slugOf } from '../lib/slug-of.ts';
import { AddressField } from './address-field.tsx';
import { PasswordStrength } from './password-strength.tsx';
import { TemplateField } from './template-field.tsx';
import { signupTexts } from '../texts.ts';

type SignUp = CallInput<'signups.create'>['body'];

interface SignUpFormProps {
  readonly onStarted: (answer: Answer<'signups.create'>) => void;
}
/** What a site needs to exist; its address follows from its name until somebody types another. */
export function SignUpForm({ onStarted }: SignUpFormProps) {
  const form = useForm<SignUp>({
    resolver: zodResolver(signups.createSignup.body),
    defaultValues: { name: '', email: '', password: '', siteName: '', slug: '' },
  });
  const {
    register,
    handleSubmit,
    setValue,
    watch,
    formState: { errors, isSubmitting, isSubmitted, dirtyFields },
  } = form;
  const texts = signupTexts();
  const slug = watch('slug') ?? '';
  const check = useSlugCheck(slug);
  const submit = handleSubmit(async (body) => {
    try {
      onStarted(
        await call('signups.create', { body: { ...body, timeZone: ownTimeZone(), locale: pageLocale().locale } }),
      );
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <>
      <h1 className="display text-2xl text-text">{texts.title}</h1>
      <p className="mt-2 text-base text-text-muted">{texts.promise}</p>
      <form method="post" noValidate onSubmit={(event) => void submit(event)} className="mt-8 flex flex-col gap-5">
        {errors.root?.['server']?.message !== undefined && <Notice>{errors.root['server'].message}</Notice>}
        <Field label={texts.name} error={errors.name?.message}>
          {(control) => <Input {...control} autoComplete="name" autoFocus dir="auto" {...register('name')} />}
        </Field>
        <Field label={texts.email} error={errors.email?.message}>
          {(control) => <Input {...control} type="email" autoComplete="email" {...register('email')} />}
        </Field>
        <Field
          label={texts.password}
          error={errors.password?.message}
          hint={<PasswordStrength password={watch('password')} />}
        >
          {(control) => <Input {...control} type="password" autoComplete="new-password" {...register('password')} />}
        </Field>
        <Field label={texts.siteName} error={errors.siteName?.message}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              autoComplete="organization"
              {...register('siteName', {
                onChange: (event: { target: { value: string } }) => {
                  if (dirtyFields.slug === true) return;
                  setValue('slug', slugOf(event.target.value), { shouldValidate: isSubmitted });
                },
              })}
            />
          )}
        </Field>
        <AddressField
          registration={() => register('slug')}
          check={check}
          error={errors.slug?.message}
          onTake={(suggestion) => setValue('slug', suggestion, { shouldDirty: true, shouldValidate: true })}
        />
        <TemplateField registration={() => register('template')} />
        <Button type="submit" variant="primary" size="lg" loading={isSubmitting} className="mt-2 w-full">
          {texts.submit}
        </Button>
      </form>
    </>
  );
}
