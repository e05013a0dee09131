import { MERGE_UNDO_DAYS, type MergeChoices, type MergeSide } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { useForm, type UseFormRegister } from 'react-hook-form';
import { Link, useNavigate, useParams } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDate, formatNumber } from '../../../shared/lib/format.ts';
import { usePipelines, type Pipelines } from '../../../shared/lib/pipelines.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import {
  Avatar,
  Badge,
  BrokenAddress,
  Button,
  buttonStyles,
  ErrorState,
  Notice,
  Page,
  PageHeader,
  PageTitle,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { comparisonQuery, useMerge, type Comparison } from '../api/merge.queries.ts';
import { leadName } from '../api/move-lead.ts';
import { mergeTexts } from '../merge-texts.ts';

/** Two leads side by side: what the merged one keeps is chosen here. */
export function MergePage() {
  const texts = mergeTexts();
  const { leadId = '', otherId = '' } = useParams();
  const pair = useQuery(comparisonQuery(leadId, otherId));
  // Of which pair a merge was refused because of it: the form that said so begins anew with what has changed.
  const [changed, setChanged] = useState<string | null>(null);
  const ids = `${leadId} ${otherId}`;
  return (
    <Page>
      <PageTitle>{texts.mergeTitle}</PageTitle>
      <Link
        to={`/dashboard/leads/${leadId}`}
        className={`${buttonStyles({ variant: 'ghost', size: 'sm' })} -ms-3 mb-3`}
      >
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.backToLead}
      </Link>
      <PageHeader title={texts.mergeTitle} description={texts.mergeHint} />
      {pair.data ? (
        // Chosen anew for what somebody has changed meanwhile.
        <MergeForm
          key={`${pair.data.this.lead.id} ${pair.data.this.lead.version} ${pair.data.other.lead.version}`}
          pair={pair.data}
          isStale={pair.isRefetching}
          hasChanged={changed === ids}
          onMerge={() => setChanged(null)}
          onChanged={() => {
            setChanged(ids);
            void pair.refetch();
          }}
        />
      ) : pair.isError ? (
        <ErrorState
          error={pair.error}
          onRetry={() => void pair.refetch()}
          title={pair.error instanceof ApiProblem && pair.error.status === 404 ? texts.pairMissing : texts.pairFailed}
        />
      ) : (
        <div role="status" aria-label={texts.loadingPair} className="flex flex-col gap-3">
          {[0, 1, 2, 3, 4].map((index) => (
            <Skeleton key={index} className="h-16 w-full rounded-md" />
          ))}
        </div>
      )}
    </Page>
  );
}

type Field = keyof MergeChoices;
const FIELDS: readonly Field[] = ['name', 'company', 'email', 'phone', 'stage', 'owner', 'source'];

interface MergeFormProps {
  readonly pair: Comparison;
  readonly isStale: boolean;
  readonly hasChanged: boolean;
  readonly onMerge: () => void;
  readonly onChanged: () => void;
}
function MergeForm({ pair, isStale, hasChanged, onMerge, onChanged }: MergeFormProps) {
  const texts = mergeTexts();
  const navigate = useNavigate();
  const pipelines = usePipelines();
  const merge = useMerge(pair);
  const { register, handleSubmit } = useForm<MergeChoices>({ defaultValues: pair.choices });
  const { this: mine, other } = pair;
  const submit = handleSubmit((choices) => {
    onMerge();
    merge.mutate(choices, {
      onSuccess: ({ into }) => void navigate(`/dashboard/leads/${into}`, { replace: true }),
      onError: (error) => {
        if (error instanceof ApiProblem && error.code === 'conflict') onChanged();
      },
    });
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="flex animate-fade flex-col gap-5">
      {merge.isError || hasChanged ? (
        <Notice>{`${texts.notMerged}. ${merge.isError ? whyOf(merge.error) : texts.changed}`}</Notice>
      ) : null}
      {pair.reasons.length === 0 ? null : (
        <div className="flex flex-wrap gap-1.5">
          {pair.reasons.map((reason) => (
            <Badge key={reason} tone="primary">
              {texts.reasons[reason]}
            </Badge>
          ))}
        </div>
      )}
      <div className="sticky top-0 z-10 grid grid-cols-2 gap-2 border-b border-border bg-surface py-2 sm:gap-3">
        <SideHead side={mine} label={texts.stays} />
        <SideHead side={other} label={texts.goes} />
      </div>
      {FIELDS.map((field) => (
        <Choice key={field} field={field} pair={pair} pipelines={pipelines} register={register} />
      ))}
      <LineNote mine={mine} other={other} />
      <NumbersNote mine={mine} other={other} />
      <p className="text-sm text-text-muted">{texts.allAddresses}</p>
      <div className="flex flex-col gap-3 border-t border-border pt-4 sm:flex-row sm:items-center">
        <p className="flex-1 text-sm text-text-muted">{texts.undoable(MERGE_UNDO_DAYS)}</p>
        <div className="flex flex-col-reverse gap-2 sm:min-w-0 sm:flex-row sm:items-center">
          <Button
            variant="ghost"
            title={texts.swapHint}
            onClick={() => void navigate(`/dashboard/leads/${other.lead.id}/merge/${mine.lead.id}`, { replace: true })}
          >
            <ArrowLeftRight size={16} aria-hidden="true" />
            {texts.swap}
          </Button>
          <Button
            type="submit"
            variant="primary"
            loading={merge.isPending || isStale}
            className="h-auto! min-h-11 py-2.5 text-pretty wrap-anywhere whitespace-normal! sm:min-w-0 sm:shrink!"
          >
            {merge.isPending ? texts.merging : texts.merge(leadName(mine.lead))}
          </Button>
        </div>
      </div>
    </form>
  );
}

const whyOf = (error: Error): string =>
  error instanceof ApiProblem && error.code === 'conflict' ? mergeTexts().changed : error.message;

function SideHead({ side: { lead }, label }: { readonly side: MergeSide; readonly label: string }) {
  return (
    <div className="flex min-w-0 items-start gap-2.5 px-1">
      <Avatar name={leadName(lead)} size="sm" className="max-sm:hidden" />
      <div className="min-w-0">
        <p className="line-clamp-3 font-semibold wrap-anywhere">{leadName(lead)}</p>
        <p className="text-xs text-text-muted">{label}</p>
        <p className="numeric text-xs text-text-muted">{`${mergeTexts().since} ${formatDate(lead.createdAt)}`}</p>
      </div>
    </div>
  );
}

/** Characters of a value that is read badly in half the width of a phone. */
const LONG = 24;

/** Beside an address of which it is known that it is theirs. */
const isProved = (field: Field, { emails }: MergeSide): boolean => field === 'email' && emails?.[0]?.isProved === true;

/** A value of one side in words. */
function valueOf(field: Field, { lead, emails, phones, source }: MergeSide, { stageOf }: Pipelines): string {
  const texts = mergeTexts();
  switch (field) {
    case 'name':
      return leadName(lead);
    case 'company':
      return lead.person.company ?? texts.none;
    case 'email':
      return emails === null ? texts.hidden : (emails[0]?.address ?? texts.none);
    case 'phone':
      return phones === null ? texts.hidden : (phones[0] ?? texts.none);
    case 'stage':
      return stageOf(lead).name;
    case 'owner':
      return lead.assignee?.name ?? texts.nobody;
    case 'source':
      return texts.sources[source];
  }
}

const Value = ({ field, text }: { readonly field: Field; readonly text: string }) =>
  field === 'email' ? <BrokenAddress address={text} /> : text;

interface ChoiceProps {
  readonly field: Field;
  readonly pair: Comparison;
  readonly pipelines: Pipelines;
  readonly register: UseFormRegister<MergeChoices>;
}
/** One field: of two values one is chosen; where both say the same there is nothing to choose. */
function Choice({ field, pair, pipelines, register }: ChoiceProps) {
  const texts = mergeTexts();
  const [mine, theirs] = [valueOf(field, pair.this, pipelines), valueOf(field, pair.other, pipelines)];
  const isLong = Math.max(mine.length, theirs.length) > LONG;
  if (mine === theirs)
    return (
      <div>
        <p className="mb-1.5 text-sm font-medium">{texts.fields[field]}</p>
        <p className="rounded-md bg-muted px-3 py-2.5 text-sm text-text-muted wrap-anywhere">
          <Value field={field} text={mine} />
        </p>
      </div>
    );
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{texts.fields[field]}</legend>
      <div className={cn('grid gap-2 sm:grid-cols-2 sm:gap-3', !isLong && 'grid-cols-2')}>
        {(['this', 'other'] as const).map((side) => (
          <label
            key={side}
            className="flex min-h-11 cursor-pointer items-start gap-2 rounded-md border border-border bg-raised px-2.5 py-2.5 text-sm has-checked:border-primary-text has-checked:bg-primary-tint"
          >
            <input type="radio" value={side} className="mt-0.5 size-4 shrink-0 accent-primary" {...register(field)} />
            <span className="min-w-0">
              <span className="block text-pretty wrap-anywhere">
                <Value field={field} text={side === 'this' ? mine : theirs} />
              </span>
              {isProved(field, pair[side]) ? (
                <span className="block text-xs text-text-muted">{texts.proved}</span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Places are not chosen: the line has a rule for them. */
function LineNote({ mine, other }: { readonly mine: MergeSide; readonly other: MergeSide }) {
  const texts = mergeTexts();
  const places = [mine.linePosition, other.linePosition].filter((place) => place !== null);
  if (places.length === 0) return null;
  const first = formatNumber(Math.min(...places));
  const words = (position: number | null) => (position === null ? texts.noPlace : texts.place(formatNumber(position)));
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium">{texts.line}</p>
      <div className="numeric grid grid-cols-2 gap-2 text-sm text-text-muted sm:gap-3">
        <p className="rounded-md bg-muted px-3 py-2.5">{words(mine.linePosition)}</p>
        <p className="rounded-md bg-muted px-3 py-2.5">{words(other.linePosition)}</p>
      </div>
      <p className="mt-1.5 text-sm text-text-muted">
        {places.length === 2 ? texts.lineBoth(first) : texts.lineOne(first)}
      </p>
    </div>
  );
}

/** Numbers in another system are not chosen either: each of them goes on to find who has it. */
function NumbersNote({ mine, other }: { readonly mine: MergeSide; readonly other: MergeSide }) {
  const texts = mergeTexts();
  const [kept, ...rest] = [...mine.externalIds, ...other.externalIds];
  if (kept === undefined) return null;
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium">{texts.numbers}</p>
      <div className="numeric grid grid-cols-2 gap-2 text-sm text-text-muted sm:gap-3">
        {[mine, other].map(({ lead, externalIds }) => (
          <p key={lead.id} className="rounded-md bg-muted px-3 py-2.5 wrap-anywhere">
            {externalIds.join(', ') || texts.none}
          </p>
        ))}
      </div>
      <p className="mt-1.5 text-sm text-text-muted wrap-anywhere">
        {rest.length === 0 ? texts.numbersOne(kept) : texts.numbersBoth(kept, rest)}
      </p>
    </div>
  );
}
