import { zodResolver } from '@hookform/resolvers/zod';
import { CalendarClock, CircleSlash, Film, KeyRound, LinkIcon, Ticket } from 'lucide-react';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { formatSeconds } from '../../../shared/lib/time-in-words.ts';
import { Button, buttonStyles, Field, Input, PageTitle } from '../../../shared/ui/index.ts';
import { type By, type Opened, useUnlock } from '../api/replay.queries.ts';
import { replayTexts } from '../texts.ts';

interface CalmProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What it is about, above the title. */
  readonly about?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** One calm message instead of the film. */
const Calm = ({ icon, title, about, children, actions }: CalmProps) => (
  <main className="grid min-h-dvh place-items-center p-6">
    <PageTitle>{about ?? title}</PageTitle>
    <div className="flex w-full max-w-sm animate-fade flex-col items-center text-center">
      <span
        aria-hidden="true"
        className="mb-5 grid size-13 place-items-center rounded-full bg-primary-tint text-primary-text"
      >
        {icon}
      </span>
      {about === undefined ? null : <p className="mb-1 text-sm text-text-muted wrap-anywhere">{about}</p>}
      <h1 className="display text-xl font-semibold">{title}</h1>
      {children === undefined ? null : <div className="mt-2 w-full text-base text-text-muted">{children}</div>}
      <div className="mt-6 flex flex-wrap justify-center gap-2">{actions ?? <ToSite />}</div>
    </div>
  </main>
);

const ToSite = () => (
  <a href="/" className={buttonStyles({})}>
    {replayTexts().toSite}
  </a>
);

/** What stands between somebody and the film, and what they can do. */
export function Gate({ opened, by }: { readonly opened: Exclude<Opened, { state: 'open' }>; readonly by: By }) {
  const texts = replayTexts().gate;
  switch (opened.state) {
    case 'none':
      return (
        <Calm icon={<Film size={20} />} title={texts.none}>
          {texts.noneText}
        </Calm>
      );
    case 'expired':
      return (
        <Calm icon={<CalendarClock size={20} />} title={texts.expired}>
          {texts.expiredText(opened.title)}
        </Calm>
      );
    case 'registrants':
      return (
        <Calm icon={<Ticket size={20} />} title={texts.registrants} about={opened.title}>
          {texts.registrantsText}
        </Calm>
      );
    case 'buyers':
      return (
        <Calm icon={<Ticket size={20} />} title={texts.buyers} about={opened.title}>
          {texts.buyersText}
        </Calm>
      );
    case 'failed':
      return (
        <Calm icon={<CircleSlash size={20} />} title={texts.failed} about={opened.title}>
          {texts.failedText}
        </Calm>
      );
    case 'processing':
      return (
        <Calm icon={<Film size={20} />} title={texts.processing} about={opened.title}>
          <p role="status">{texts.processingText(opened.percent)}</p>
          {opened.etaSeconds === null ? null : <p>{texts.processingEta(formatSeconds(opened.etaSeconds))}</p>}
        </Calm>
      );
    case 'password':
      return <PasswordGate title={opened.title} by={by} />;
  }
}

const PasswordForm = z.object({ password: z.string().min(1) });

function PasswordGate({ title, by }: { readonly title: string; readonly by: By }) {
  const texts = replayTexts().gate;
  const unlock = useUnlock(by);
  const form = useForm({ resolver: zodResolver(PasswordForm), defaultValues: { password: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ password }) => {
    try {
      await unlock.mutateAsync(password);
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
      form.setFocus('password', { shouldSelect: true });
    }
  });
  return (
    <Calm icon={<KeyRound size={20} />} title={texts.password} about={title} actions={null}>
      <form onSubmit={(event) => void submit(event)} noValidate className="mt-4 flex w-full flex-col gap-4 text-start">
        <Field label={texts.passwordLabel} error={errors.password?.message ?? errors.root?.['server']?.message}>
          {(control) => <Input {...control} type="password" autoComplete="off" {...form.register('password')} />}
        </Field>
        <Button type="submit" variant="primary" loading={isSubmitting}>
          {texts.watch}
        </Button>
      </form>
    </Calm>
  );
}

/** The link leads nowhere. */
export function NotHere({ error }: { readonly error: unknown }) {
  const texts = replayTexts().gate;
  const isPersonal = error instanceof ApiProblem && error.code === 'invalid-ticket';
  return (
    <Calm icon={<LinkIcon size={20} />} title={isPersonal ? texts.invalid : texts.notHere}>
      {isPersonal ? texts.invalidText : texts.notHereText}
    </Calm>
  );
}
