import type { SignInView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Laptop, MonitorSmartphone, Smartphone, Tablet } from 'lucide-react';
import { useState } from 'react';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { AlertDialog, Badge, Button, ErrorState, Panel, Section, Skeleton, toast } from '../../../shared/ui/index.ts';
import { signInsQuery, useEndOthers, useEndSignIn, type Door } from '../api/sign-ins.queries.ts';
import { signInsTexts } from '../texts.ts';

const icons = { desktop: Laptop, phone: Smartphone, tablet: Tablet, unknown: MonitorSmartphone };

/** Where the reader is signed in on this host, with a way to end each; stands on the page about their security. */
export function SignInList({ door }: { readonly door: Door }) {
  const texts = signInsTexts();
  const list = useQuery(signInsQuery(door));
  const others = list.data?.items.some(({ current }) => !current) ?? false;
  return (
    <Section
      title={texts.title}
      description={texts.description}
      actions={others ? <EndOthers door={door} /> : undefined}
    >
      {list.data ? (
        <Panel>
          <ul className="divide-y divide-border">
            {list.data.items.map((signIn) => (
              <SignInRow key={signIn.id} door={door} signIn={signIn} />
            ))}
          </ul>
        </Panel>
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-20 w-full rounded-lg" />
        </div>
      )}
    </Section>
  );
}

function SignInRow({ door, signIn }: { readonly door: Door; readonly signIn: SignInView }) {
  const texts = signInsTexts();
  const now = useNow(60_000);
  const end = useEndSignIn(door);
  const Icon = icons[signIn.kind];
  // By promise: what succeeded takes this row away, and callbacks of a part that is gone are not called.
  const onClick = () =>
    void end.mutateAsync(signIn.id).then(
      () => toast(texts.ended(signIn.device)),
      (error: Error) => toast.error(texts.failed, { description: error.message }),
    );
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4">
      <span
        className="grid size-10 shrink-0 place-items-center rounded-full bg-muted text-text-muted"
        aria-hidden="true"
      >
        <Icon size={20} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{signIn.device}</span>
          {signIn.current ? <Badge tone="success">{texts.current}</Badge> : null}
        </p>
        <p className="numeric text-sm text-text-muted wrap-anywhere">
          {signIn.ip} ·{' '}
          {signIn.current
            ? texts.since(formatRelative(signIn.signedInAt, now))
            : texts.active(formatRelative(signIn.lastActiveAt, now))}
        </p>
      </div>
      {signIn.current ? null : (
        <Button size="sm" loading={end.isPending} onClick={onClick}>
          {texts.end}
          <span className="sr-only">{texts.ofDevice(signIn.device)}</span>
        </Button>
      )}
    </li>
  );
}

function EndOthers({ door }: { readonly door: Door }) {
  const texts = signInsTexts();
  const [open, setOpen] = useState(false);
  const end = useEndOthers(door);
  const confirm = () =>
    end.mutate(undefined, {
      onSuccess: () => toast(texts.othersEnded),
      onError: (error) => toast.error(texts.failed, { description: error.message }),
      onSettled: () => setOpen(false),
    });
  return (
    <AlertDialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="danger-quiet">
          {texts.endOthers}
        </Button>
      }
      title={texts.endOthersTitle}
      description={texts.endOthersDescription}
      confirmLabel={texts.endOthers}
      danger
      loading={end.isPending}
      onConfirm={confirm}
    />
  );
}
