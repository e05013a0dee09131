import type { FollowUpState } from '@stageline/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { MailPlus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { formatNumber } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, buttonStyles, EmptyState, ErrorState, Field, Panel, Select } from '../../../shared/ui/index.ts';
import { mailListQuery, runQuery } from '../api/follow-ups.queries.ts';
import { STATES, isState } from '../lib/states.ts';
import { isTier, TIERS } from '../lib/tiers.ts';
import { mailTexts } from '../mail-texts.ts';
import { webinarTexts } from '../texts.ts';
import { GenerateDialog } from './generate-dialog.tsx';
import { LongList } from './long-list.tsx';
import { MailRow } from './mail-row.tsx';
import { MailsActions } from './mails-actions.tsx';
import { RowsSkeleton } from './people-part.tsx';
import { RunProgress } from './run-progress.tsx';
import { useShownWebinar } from './webinar-frame.tsx';

/** The mails of an event: writing them, looking them through, and sending them out. */
export function MailsPart() {
  const texts = mailTexts().mails;
  const webinar = useShownWebinar();
  const { permissions } = useSession();
  const mayWrite = permissions.includes('mails.manage');
  const [isChoosing, setChoosing] = useState(false);
  const [params, setParams] = useSearchParams();
  const [inTier, inState] = [params.get('tier'), params.get('state')];
  const filter = { ...(isTier(inTier) && { tier: inTier }), ...(isState(inState) && { state: inState }) };
  const query = useInfiniteQuery(mailListQuery(webinar.id, filter));
  const run = useQuery(runQuery(webinar.id)).data?.run ?? null;
  const mails = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const counts = query.data?.pages[0]?.counts;
  const all = counts === undefined ? 0 : Object.values(counts).reduce((sum, number) => sum + number, 0);
  const isNarrowed = Object.keys(filter).length > 0;
  const write = mayWrite ? (
    <Button
      variant={all === 0 ? 'primary' : 'secondary'}
      disabled={webinar.state === 'empty' || run?.state === 'running'}
      onClick={() => setChoosing(true)}
    >
      <MailPlus size={16} aria-hidden="true" />
      {all === 0 ? texts.write : texts.writeMore}
    </Button>
  ) : undefined;
  const narrow = (name: 'tier' | 'state', value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const dialog = isChoosing ? <GenerateDialog webinar={webinar} onClose={() => setChoosing(false)} /> : null;

  if (query.isPending) return <RowsSkeleton />;
  if (query.isError && mails.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (all === 0 && run === null)
    return (
      <>
        <Panel>
          <EmptyState icon={<MailPlus size={20} />} title={texts.emptyTitle} action={write}>
            {texts.empty}
          </EmptyState>
        </Panel>
        {dialog}
      </>
    );
  return (
    <>
      {run === null ? null : <RunProgress run={run} webinarId={webinar.id} />}
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div className="grid w-full grid-cols-2 gap-3 sm:w-auto sm:grid-cols-[10rem_12rem]">
          <Field label={webinarTexts().list.tier}>
            {(control) => (
              <Select {...control} value={filter.tier ?? ''} onChange={(event) => narrow('tier', event.target.value)}>
                <option value="">{texts.all}</option>
                {TIERS.map((tier) => (
                  <option key={tier} value={tier}>
                    {webinarTexts().tiers[tier]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={texts.state}>
            {(control) => (
              <Select {...control} value={filter.state ?? ''} onChange={(event) => narrow('state', event.target.value)}>
                <option value="">{`${texts.all} (${formatNumber(all)})`}</option>
                {STATES.map((state: FollowUpState) => (
                  <option key={state} value={state}>
                    {`${mailTexts().states[state]} (${formatNumber(counts?.[state] ?? 0)})`}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        {mayWrite ? (
          <div className="flex flex-wrap gap-2">
            {write}
            <MailsActions webinarId={webinar.id} tier={filter.tier} counts={counts} />
          </div>
        ) : null}
      </div>
      <Panel>
        {mails.length === 0 ? (
          <EmptyState
            icon={<SearchX size={20} />}
            title={texts.none}
            {...(isNarrowed && {
              action: (
                <Link to={{ search: '' }} replace className={buttonStyles()}>
                  {texts.all}
                </Link>
              ),
            })}
          >
            {texts.noneHint}
          </EmptyState>
        ) : (
          <LongList label={texts.label} items={mails} query={query}>
            {(mail) => <MailRow mail={mail} search={params.toString()} />}
          </LongList>
        )}
      </Panel>
      {dialog}
    </>
  );
}
