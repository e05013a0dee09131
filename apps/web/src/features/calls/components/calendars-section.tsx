import { useQuery } from '@tanstack/react-query';
import { CalendarPlus, RefreshCw, Trash2 } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useLocation } from 'react-router';
import { formatDateTime } from '../../../shared/lib/format.ts';
import {
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  Field,
  Notice,
  Panel,
  Section,
  Select,
  toast,
} from '../../../shared/ui/index.ts';
import { Switch } from '../../../shared/ui/switch.tsx';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import {
  calendarsQuery,
  useFinishCalendar,
  useReadCalendar,
  useRemoveCalendar,
  useUpdateCalendar,
  type Calendar,
  type Calendars,
} from '../api/calendars.queries.ts';
import { callsTexts } from '../texts.ts';
import { CalendarDialog } from './calendar-dialog.tsx';

/** The calendars that the member keeps elsewhere (E-06). */
export function CalendarsSection() {
  const texts = callsTexts().calendars;
  const calendars = useQuery(calendarsQuery());
  const [isAdding, setAdding] = useState(false);
  const [removed, remove] = useState<Calendar | null>(null);
  const removing = useRemoveCalendar();
  return (
    <Section
      title={texts.title}
      description={texts.hint}
      className="mt-8"
      actions={
        <Button onClick={() => setAdding(true)} disabled={calendars.data === undefined}>
          <CalendarPlus size={16} aria-hidden="true" />
          {texts.add}
        </Button>
      }
    >
      <ComeBack />
      <Loaded query={calendars} waiting={<FieldsSkeleton label={callsTexts().loading} />}>
        {({ items }) => <Connected items={items} onRemove={remove} />}
      </Loaded>
      {isAdding && calendars.data !== undefined ? (
        <CalendarDialog companies={calendars.data.companies} onClose={() => setAdding(false)} />
      ) : null}
      {removed === null ? null : (
        <ConfirmDialog
          title={texts.removeTitle(removed.name)}
          description={texts.removeText}
          confirmLabel={texts.remove}
          danger
          change={removing}
          input={removed}
          done={texts.removed}
          onClose={() => remove(null)}
        />
      )}
    </Section>
  );
}

/** What a company's log-in brought back; it is taken out of the address, where it would be brought again. */
function ComeBack() {
  const texts = callsTexts().calendars;
  const { hash, search, pathname } = useLocation();
  const { mutate, error } = useFinishCalendar();
  const [token] = useState(() => /^#calendar=([\w-]{20,})$/.exec(hash)?.[1]);
  const [problem] = useState(() => new URLSearchParams(search).get('calendar'));
  useEffect(() => {
    if (token === undefined && problem === null) return;
    window.history.replaceState(window.history.state, '', pathname);
    if (token !== undefined) mutate(token, { onSuccess: () => toast.success(callsTexts().calendars.connected) });
  }, [token, problem, mutate, pathname]);
  if (error !== null) return <Notice className="mb-4">{error.message}</Notice>;
  if (problem === null) return null;
  return <Notice className="mb-4">{problem === 'unavailable' ? texts.unavailable : texts.refused}</Notice>;
}

interface ConnectedProps {
  readonly items: Calendars['items'];
  readonly onRemove: (calendar: Calendar) => void;
}
function Connected({ items, onRemove }: ConnectedProps) {
  const texts = callsTexts().calendars;
  if (items.length === 0)
    return (
      <EmptyState icon={<CalendarPlus />} title={texts.empty}>
        {texts.emptyText}
      </EmptyState>
    );
  return (
    <Panel>
      <ul className="divide-y divide-border">
        {items.map((calendar) => (
          <Row key={calendar.id} calendar={calendar} onRemove={() => onRemove(calendar)} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ calendar, onRemove }: { readonly calendar: Calendar; readonly onRemove: () => void }) {
  const texts = callsTexts().calendars;
  const [reading, updating] = [useReadCalendar(), useUpdateCalendar()];
  const { name, state, readAt, failingSince, whenSilent, writes, writeRefusedAt } = calendar;
  const id = useId();
  const change = (set: Partial<Pick<Calendar, 'whenSilent' | 'writes'>>) =>
    updating.mutate({ id: calendar.id, whenSilent, writes, ...set });
  const error = reading.error ?? updating.error;
  return (
    <li className="flex flex-col gap-3 px-4 py-4 sm:px-6">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium wrap-anywhere">{name}</p>
          <p className="text-sm text-text-muted">
            {state === 'refused'
              ? texts.refusedSince(formatDateTime(failingSince ?? readAt ?? 0))
              : readAt === null
                ? null
                : texts.readAt(formatDateTime(readAt))}
          </p>
        </div>
        <Badge dot tone={state === 'well' ? 'success' : state === 'silent' ? 'warning' : 'danger'}>
          {texts.states[state]}
        </Badge>
        <div className="flex items-center">
          <Button
            variant="ghost"
            size="icon"
            aria-label={`${texts.readNow}: ${name}`}
            loading={reading.isPending}
            onClick={() => reading.mutate(calendar)}
          >
            <RefreshCw size={16} aria-hidden="true" />
          </Button>
          <Button variant="ghost" size="icon" aria-label={`${texts.remove}: ${name}`} onClick={onRemove}>
            <Trash2 size={16} aria-hidden="true" />
          </Button>
        </div>
      </div>
      <Field label={texts.whenSilent} className="sm:max-w-96">
        {(control) => (
          <Select
            {...control}
            value={updating.isPending ? updating.variables.whenSilent : whenSilent}
            onChange={({ target }) => change({ whenSilent: target.value as Calendar['whenSilent'] })}
          >
            <option value="ask">{texts.ask}</option>
            <option value="trust">{texts.trust}</option>
          </Select>
        )}
      </Field>
      {calendar.mayWrite ? (
        <div className="flex items-center justify-between gap-4 sm:max-w-96">
          <label htmlFor={id} className="text-sm font-medium">
            {texts.writes}
          </label>
          <Switch
            id={id}
            checked={updating.isPending ? updating.variables.writes : writes}
            onCheckedChange={(isOn) => change({ writes: isOn })}
          />
        </div>
      ) : null}
      {writeRefusedAt === null ? null : (
        <Notice tone="warning">{texts.writeRefused(formatDateTime(writeRefusedAt))}</Notice>
      )}
      {error === null ? null : <Notice>{error.message}</Notice>}
    </li>
  );
}
