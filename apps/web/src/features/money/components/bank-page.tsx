import { statements, type StatementLineState, type StatementLineView } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft, Landmark } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { FileButton } from '../../../shared/ui/file-button.tsx';
import {
  Button,
  buttonStyles,
  EmptyState,
  Field,
  Notice,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Select,
  toast,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { statementLinesQuery, useBookSure, useBringStatement } from '../api/statements.queries.ts';
import { bankTexts } from '../bank-texts.ts';
import { moneyTexts } from '../texts.ts';
import { BankLine } from './bank-line.tsx';
import { BookLineDialog } from './book-line-dialog.tsx';

const STATES = ['open', 'booked', 'aside'] as const satisfies readonly StatementLineState[];

/** What came to the bank, and the invoices that it paid. */
export function BankPage() {
  const texts = bankTexts();
  const [state, setState] = useState<StatementLineState>('open');
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <Link to="/dashboard/money" className={buttonStyles({ variant: 'ghost', size: 'sm', className: '-ms-3 mb-2' })}>
        <ArrowLeft size={16} aria-hidden="true" />
        {moneyTexts().back}
      </Link>
      <PageHeader title={texts.title} description={texts.description} />
      <Bring />
      <Field label={texts.show} className="mb-4 w-full sm:w-60">
        {(control) => (
          <Select
            {...control}
            value={state}
            onChange={({ target }) => setState(STATES.find((each) => each === target.value) ?? 'open')}
          >
            {STATES.map((name) => (
              <option key={name} value={name}>
                {texts.states[name]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Lines state={state} />
    </Page>
  );
}

/** Brings a file; what became of it stands here until the next one. */
function Bring() {
  const texts = bankTexts();
  const { operations } = useSession();
  const hintId = useId();
  const bring = useBringStatement();
  const [isTooLarge, setTooLarge] = useState(false);
  if (!operations.includes('statements.upload')) return null;
  function choose(file: File | undefined): void {
    if (file === undefined || bring.isPending) return;
    const tooLarge = file.size > statements.MAX_STATEMENT_BYTES;
    setTooLarge(tooLarge);
    if (!tooLarge) bring.mutate(file);
  }
  const failure = isTooLarge ? texts.tooLarge : bring.error?.message;
  return (
    <div className="mb-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span>
          <FileButton
            accept=".xml,.csv,.txt,.tsv,text/csv,application/xml,text/xml"
            disabled={bring.isPending}
            describedBy={hintId}
            onFile={choose}
            look={{ variant: 'secondary' }}
          >
            {bring.isPending ? texts.bringing : texts.bring}
          </FileButton>
        </span>
        <p id={hintId} className="min-w-0 flex-1 basis-60 text-sm text-text-muted">
          {texts.bringHint}
        </p>
      </div>
      <div aria-live="polite">
        {failure === undefined ? null : <Notice className="mt-3">{failure}</Notice>}
        {bring.data === undefined ? null : (
          <p className="numeric mt-3 text-sm font-medium">
            {texts.brought(bring.data.added, bring.data.known, bring.data.leftOut)}
          </p>
        )}
      </div>
    </div>
  );
}

function Lines({ state }: { readonly state: StatementLineState }) {
  const texts = bankTexts();
  const list = useInfiniteQuery(statementLinesQuery(state));
  const [asked, ask] = useState<StatementLineView | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const count = list.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  const before = useRef(count);
  useEffect(() => {
    // A line that is decided leaves, with the button that was pressed.
    if (count < before.current && document.activeElement === document.body) place.current?.focus();
    before.current = count;
  }, [count]);
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <Loaded query={list} waiting={<FieldsSkeleton label={texts.loading} />}>
        {({ pages }) => {
          const lines = pages.flatMap(({ items }) => items);
          if (lines.length === 0)
            return (
              <Panel>
                <EmptyState icon={<Landmark size={20} />} title={texts.emptyTitles[state]}>
                  {texts.empty[state]}
                </EmptyState>
              </Panel>
            );
          return (
            <>
              <SureLines lines={lines} />
              <Panel className="overflow-hidden">
                <ul className="divide-y divide-border">
                  {lines.map((line) => (
                    <BankLine key={line.id} line={line} onChoose={() => ask(line)} />
                  ))}
                </ul>
              </Panel>
            </>
          );
        }}
      </Loaded>
      {list.hasNextPage ? (
        <Button className="mt-4" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {moneyTexts().more}
        </Button>
      ) : null}
      {asked === null ? null : <BookLineDialog line={asked} onClose={() => ask(null)} />}
    </div>
  );
}

/** All of those on the page at once that leave no doubt. */
function SureLines({ lines }: { readonly lines: readonly StatementLineView[] }) {
  const texts = bankTexts();
  const { operations } = useSession();
  const book = useBookSure();
  const sure = lines
    .filter(({ suggestion }) => suggestion?.certainty === 'sure')
    .slice(0, statements.MOST_SURE)
    .map(({ id }) => id);
  if (sure.length === 0 || !operations.includes('statements.book-sure')) return null;
  const submit = () =>
    book.mutate(sure, {
      onSuccess: ({ booked, left }) => toast(texts.bookedSure(booked, left)),
      onError: ({ message }) => toast.error(message),
    });
  return (
    <Panel className="mb-4 flex flex-wrap items-center justify-between gap-3 p-4 sm:px-5">
      <p className="min-w-0 flex-1 basis-60 text-sm text-text-muted">{texts.sureHint}</p>
      <Button variant="primary" loading={book.isPending} onClick={submit}>
        {texts.bookSure(sure.length)}
      </Button>
    </Panel>
  );
}
