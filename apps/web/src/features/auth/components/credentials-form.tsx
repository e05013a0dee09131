import { zodResolver } from '@hookform/resolvers/zod';
import { auth } from '@stageline/contracts';
import { useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Button, Field, Input, Notice } from '../../../shared/ui/index.ts';

interface Credentials {
  readonly email: string;
  readonly password: string;
}
interface CredentialsFormProps {
  /** Logs in; what it throws is shown in the form. */
  readonly onSubmit: (credentials: Credentials) => Promise<void>;
}

/** E-mail and password. All three hosts ask for the same two, so they share the form; the operation is the caller's. */
export function CredentialsForm({ onSubmit }: CredentialsFormProps) {
  const {
    register,
    handleSubmit,
    setError,
    formState: { errors, isSubmitting, isSubmitSuccessful },
  } = useForm<Credentials>({ resolver: zodResolver(auth.logIn.body), defaultValues: { email: '', password: '' } });
  const submit = handleSubmit(async (values) => {
    try {
      await onSubmit(values);
    } catch (error) {
      if (!applyIssues(error, setError)) throw error;
    }
  });
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      {errors.root?.['server']?.message !== undefined && <Notice>{errors.root['server'].message}</Notice>}
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => <Input {...control} type="email" autoComplete="username" autoFocus {...register('email')} />}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => <Input {...control} type="password" autoComplete="current-password" {...register('password')} />}
      </Field>
      <Button
        type="submit"
        variant="primary"
        loading={isSubmitting || (isSubmitSuccessful && errors.root === undefined)}
        className="mt-1 w-full"
      >
        Log in
      </Button>
    </form>
  );
}
