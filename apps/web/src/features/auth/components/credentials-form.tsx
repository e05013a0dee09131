import { zodResolver } from '@hookform/resolvers/zod';
import { auth } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Button, Field, Input, Notice } from '../../../shared/ui/index.ts';
import { authTexts } from '../texts.ts';

interface Credentials {
  readonly email: string;
  readonly password: string;
}
interface CredentialsFormProps {
  /** Logs in; what it throws is shown in the form. */
  readonly onSubmit: (credentials: Credentials) => Promise<void>;
  /** Whether a forgotten password can be replaced by mail. */
  readonly canReset?: boolean;
}

/** E-mail and password. All three hosts ask for the same two, so they share the form; the operation is the caller's. */
export function CredentialsForm({ onSubmit, canReset = false }: CredentialsFormProps) {
  const form = useForm<Credentials>({
    resolver: zodResolver(auth.logIn.body),
    defaultValues: { email: '', password: '' },
  });
  const {
    register,
    handleSubmit,
    formState: { errors, isSubmitting },
  } = form;
  const texts = authTexts();
  const submit = handleSubmit(async (values) => {
    try {
      await onSubmit(values);
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      {errors.root?.['server']?.message !== undefined && <Notice>{errors.root['server'].message}</Notice>}
      <Field label={texts.email} error={errors.email?.message}>
        {(control) => (
          <Input {...control} type="email" autoComplete="username webauthn" autoFocus {...register('email')} />
        )}
      </Field>
      <div>
        <Field label={texts.password} error={errors.password?.message}>
          {(control) => (
            <Input {...control} type="password" autoComplete="current-password" {...register('password')} />
          )}
        </Field>
        {canReset && (
          <Link
            to="/log-in/forgot"
            className="mt-1 inline-flex min-h-11 items-center text-sm text-text-muted underline underline-offset-4 hover:text-text"
          >
            {texts.forgot}
          </Link>
        )}
      </div>
      <Button type="submit" variant="primary" loading={isSubmitting} className="w-full">
        {texts.logIn}
      </Button>
    </form>
  );
}
