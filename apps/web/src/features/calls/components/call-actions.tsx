import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  AlertDialog,
  Badge,
  Button,
  Dialog,
  ErrorState,
  Field,
  Notice,
  Select,
  Skeleton,
  Textarea,
  toast,
} from '../../../shared/ui/index.ts';
import { callHostsQuery, useChangeCall, type Call } from '../api/calls.queries.ts';
import { callsTexts } from '../texts.ts';

interface OfCall {
  readonly call: Call;
}

/** Calls it off, or says no to what was asked for. */
export function CancelCall({ call }: OfCall) {
  const texts = callsTexts().call;
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const change = useChangeCall(call);
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button variant="danger-quiet">{call.state === 'pending' ? texts.decline : texts.cancel}</Button>}
      title={texts.cancelTitle}
      description={texts.cancelText}
      confirmLabel={call.state === 'pending' ? texts.decline : texts.cancel}
      danger
      loading={change.isPending}
      onConfirm={() => change.mutate({ do: 'cancel', reason }, { onSuccess: () => setOpen(false) })}
    >
      {change.error === null ? null : <Notice className="mb-3">{change.error.message}</Notice>}
      <Field label={texts.cancelReason} optional>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </AlertDialog>
  );
}

/** Gives it to another member who is free then. */
export function HandOver({ call }: OfCall) {
  const texts = callsTexts().call;
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button>{texts.handOver}</Button>}
      title={texts.handOverTitle}
      description={texts.handOverText}
    >
      <Hosts call={call} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function Hosts({ call, onDone }: OfCall & { readonly onDone: () => void }) {
  const texts = callsTexts().call;
  const { data, error, refetch } = useQuery(callHostsQuery(call.id));
  const change = useChangeCall(call);
  if (data === undefined)
    return error === null ? (
      <Skeleton className="h-24 w-full" />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  if (data.items.length === 0) return <p className="text-sm text-text-muted">{texts.nobody}</p>;
  return (
    <>
      {change.error === null ? null : <Notice className="mb-3">{change.error.message}</Notice>}
      <ul className="flex flex-col gap-2">
        {data.items.map(({ membershipId, name, isFree }) => (
          <li key={membershipId}>
            <Button
              className="w-full justify-between"
              disabled={!isFree}
              loading={
                change.isPending && change.variables.do === 'reassign' && change.variables.membershipId === membershipId
              }
              onClick={() => change.mutate({ do: 'reassign', membershipId }, { onSuccess: onDone })}
            >
              <span className="truncate">{name}</span>
              <Badge tone={isFree ? 'success' : 'neutral'}>{isFree ? texts.free : texts.busy}</Badge>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

const OUTCOMES = ['won', 'follow-up', 'lost', 'no-show'] as const;

/** What came of it, once it has begun. */
export function Outcome({ call }: OfCall) {
  const texts = callsTexts();
  const [outcome, setOutcome] = useState<Call['outcome']>(call.outcome);
  const [note, setNote] = useState(call.outcomeNote);
  const change = useChangeCall(call);
  const isChanged = outcome !== call.outcome || note !== call.outcomeNote;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ do: 'outcome', outcome, note }, { onSuccess: () => toast.success(texts.call.saved) });
      }}
    >
      {change.error === null ? null : <Notice>{change.error.message}</Notice>}
      <Field label={texts.call.outcome} className="sm:max-w-60">
        {(control) => (
          <Select
            {...control}
            value={outcome ?? ''}
            onChange={({ target }) => setOutcome(OUTCOMES.find((each) => each === target.value) ?? null)}
          >
            <option value="">{texts.call.outcomeNone}</option>
            {OUTCOMES.map((each) => (
              <option key={each} value={each}>
                {texts.outcomes[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={texts.call.note} optional>
        {(control) => (
          <Textarea {...control} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      <Button type="submit" variant="primary" className="self-start" disabled={!isChanged} loading={change.isPending}>
        {texts.call.save}
      </Button>
    </form>
  );
}
