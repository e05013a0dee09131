import { leads } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ListFilter, Search, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Field, Input, Popover, Select } from '../../../shared/ui/index.ts';
import { takersQuery } from '../api/owner.queries.ts';
import { filterTexts } from '../filter-texts.ts';
import { heatTexts } from '../../../shared/lib/heat-texts.ts';
import type { LeadViewChoice } from '../hooks/use-lead-view.ts';
import { filterFields, sortsOf } from '../lib/address-filter.ts';

/** Between the last key and the search. */
const PAUSE_MS = 250;
/** Days that a lead may have been in its stage. */
const DAYS = [1, 3, 7, 14, 30, 90];
const narrowing = filterFields.filter((field) => field !== 'q');
const nothing = Object.fromEntries(narrowing.map((field) => [field, null]));

interface NarrowProps {
  readonly choice: LeadViewChoice;
  readonly narrow: (change: Readonly<Record<string, string | null>>) => void;
}

/** What leads are searched and narrowed by: the address says it, so that it can be kept and sent. */
export function LeadSearch({ choice, children }: { readonly choice: LeadViewChoice; readonly children?: ReactNode }) {
  const navigate = useNavigate();
  // Not a page of its own each time: the way back leads to where the search began.
  const narrow: NarrowProps['narrow'] = (change) =>
    void navigate({ search: choice.searchWith(change) }, { replace: true });
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2" role="search">
      <SearchBox choice={choice} narrow={narrow} />
      <Filters choice={choice} narrow={narrow} />
      {children}
    </div>
  );
}

function SearchBox({ choice, narrow }: NarrowProps) {
  const texts = filterTexts();
  const inAddress = choice.filter.q ?? '';
  const [typed, setTyped] = useState(inAddress);
  const [seen, setSeen] = useState(inAddress);
  const [asked, setAsked] = useState(inAddress);
  const input = useRef<HTMLInputElement>(null);
  if (seen !== inAddress) {
    setSeen(inAddress);
    // By something else, such as the way back: what was typed while our own search was on its way stays.
    if (inAddress !== asked) {
      setAsked(inAddress);
      setTyped(inAddress);
    }
  }
  const wanted = typed.trim();
  useEffect(() => {
    if (wanted === inAddress) return undefined;
    const timer = setTimeout(() => {
      setAsked(wanted);
      narrow({ q: wanted });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div className="relative min-w-0 flex-1 sm:max-w-sm">
      <Search
        size={16}
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 start-3 my-auto text-text-muted"
      />
      <Input
        ref={input}
        type="search"
        aria-label={texts.search}
        placeholder={texts.searchHint}
        maxLength={leads.MAX_SEARCH}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        className={cn(
          'ps-9 placeholder-shown:text-ellipsis [&::-webkit-search-cancel-button]:hidden',
          typed !== '' && 'pe-11',
        )}
      />
      {typed === '' ? null : (
        <span className="absolute inset-y-0 end-1 grid place-items-center">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={texts.clearSearch}
            onClick={() => {
              // The button goes with the words.
              input.current?.focus();
              setTyped('');
            }}
          >
            <X size={16} aria-hidden="true" />
          </Button>
        </span>
      )}
    </div>
  );
}

function Filters({ choice, narrow }: NarrowProps) {
  const texts = filterTexts();
  const { filter, sort, view, stage } = choice;
  const sorts = sortsOf({ view, hasStage: stage !== undefined, heat: filter.heat });
  const count = narrowing.filter((field) => filter[field] !== undefined).length;
  return (
    <Popover
      label={texts.filter}
      align="end"
      trigger={
        <Button variant={count === 0 ? 'ghost' : 'secondary'} className="@max-sm:px-3">
          <ListFilter size={16} aria-hidden="true" />
          {/* In a narrow list the words would take the room of the search. */}
          <span className="@max-sm:sr-only">{count === 0 ? texts.filter : texts.filters(count)}</span>
          {count === 0 ? null : (
            <span aria-hidden="true" className="numeric @sm:hidden">
              {count}
            </span>
          )}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {sorts.length > 1 ? (
          <Choice label={texts.sort} value={sort ?? ''} onChange={(value) => narrow({ sort: value })}>
            {sorts.map((one, index) => (
              <option key={one} value={index === 0 ? '' : one}>
                {texts.sorts[one]}
              </option>
            ))}
          </Choice>
        ) : null}
        <HeatChoice choice={choice} narrow={narrow} />
        <OwnerChoice value={filter.owner ?? ''} onChange={(owner) => narrow({ owner })} />
        <ContactChoices choice={choice} narrow={narrow} />
        <TimeChoices choice={choice} narrow={narrow} />
        {count === 0 ? null : (
          <Button variant="ghost" onClick={() => narrow(nothing)}>
            {texts.clear}
          </Button>
        )}
      </div>
    </Popover>
  );
}

function HeatChoice({ choice: { filter }, narrow }: NarrowProps) {
  const texts = heatTexts();
  return (
    <Choice label={texts.filter} value={filter.heat ?? ''} onChange={(heat) => narrow({ heat })}>
      <option value="">{filterTexts().any}</option>
      <option value="hot">{texts.hotOnly}</option>
      <option value="warm">{texts.warmOrHot}</option>
    </Choice>
  );
}

function ContactChoices({ choice: { filter }, narrow }: NarrowProps) {
  const texts = filterTexts();
  return (
    <div className="grid grid-cols-2 items-end gap-3">
      <Choice label={texts.source} value={filter.source ?? ''} onChange={(source) => narrow({ source })}>
        <option value="">{texts.any}</option>
        {leads.LeadSource.options.map((source) => (
          <option key={source} value={source}>
            {texts.sources[source]}
          </option>
        ))}
      </Choice>
      <Choice label={texts.phone} value={filter.phone ?? ''} onChange={(phone) => narrow({ phone })}>
        <option value="">{texts.any}</option>
        <option value="yes">{texts.withPhone}</option>
        <option value="no">{texts.withoutPhone}</option>
      </Choice>
    </div>
  );
}

function TimeChoices({ choice: { filter }, narrow }: NarrowProps) {
  const texts = filterTexts();
  const days = filter.stageDays === undefined ? DAYS : [...new Set([...DAYS, filter.stageDays])];
  return (
    <>
      <Choice
        label={texts.stageDays}
        value={String(filter.stageDays ?? '')}
        onChange={(stageDays) => narrow({ stageDays })}
      >
        <option value="">{texts.any}</option>
        {days.map((amount) => (
          <option key={amount} value={amount}>
            {texts.days(amount)}
          </option>
        ))}
      </Choice>
      {(['from', 'to'] as const).map((field) => (
        <Field key={field} label={texts[field]}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={filter[field] ?? ''}
              onChange={({ target }) => narrow({ [field]: target.value })}
            />
          )}
        </Field>
      ))}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}
const Choice = ({ label, value, onChange, children }: ChoiceProps) => (
  <Field label={label}>
    {(control) => (
      <Select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
        {children}
      </Select>
    )}
  </Field>
);

/** For those who see the leads of others, and may know who there is. */
function OwnerChoice({ value, onChange }: Omit<ChoiceProps, 'label' | 'children'>) {
  const texts = filterTexts();
  const { permissions, operations } = useSession();
  const mayKnow = permissions.includes('leads.read-all') && operations.includes('assignment.get');
  const takers = useQuery({ ...takersQuery(), enabled: mayKnow }).data?.members ?? [];
  if (!mayKnow) return null;
  return (
    <Choice label={texts.owner} value={value} onChange={onChange}>
      <option value="">{texts.any}</option>
      <option value="nobody">{texts.nobody}</option>
      {takers.map(({ membershipId, name }) => (
        <option key={membershipId} value={membershipId}>
          {name}
        </option>
      ))}
    </Choice>
  );
}
