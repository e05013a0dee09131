import { useQuery } from '@tanstack/react-query';
import { Clapperboard } from 'lucide-react';
import type { Answer } from '../../../shared/lib/api.ts';
import { formatDay, formatShare } from '../../../shared/lib/format.ts';
import { formatSeconds } from '../../../shared/lib/time-in-words.ts';
import {
  Avatar,
  EmptyState,
  ErrorState,
  Panel,
  Skeleton,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../shared/ui/index.ts';
import { viewersQuery } from '../api/replay.queries.ts';
import { replayTexts } from '../texts.ts';

/** Who has watched how much of a replay. */
export function ViewersList({ replayId }: { readonly replayId: string }) {
  const viewers = useQuery(viewersQuery(replayId));
  if (viewers.isPending) return <Skeleton className="h-40 w-full rounded-lg" />;
  if (!viewers.data) return <ErrorState error={viewers.error} onRetry={() => void viewers.refetch()} />;
  const { items, unnamed, offers } = viewers.data;
  return (
    <>
      <Watched items={items} unnamed={unnamed} />
      {offers.length === 0 ? null : <Followed offers={offers} />}
    </>
  );
}

type Viewers = Answer<'replays.viewers'>;

/** Who went from the film to an offer, counted apart from the room. */
function Followed({ offers }: Pick<Viewers, 'offers'>) {
  const texts = replayTexts().manage;
  return (
    <Panel className="mt-4 p-4 sm:p-5">
      <h3 className="text-sm font-semibold">{texts.followed}</h3>
      <p className="mt-0.5 text-sm text-text-muted">{texts.followedText}</p>
      <ul className="mt-2 divide-y divide-border">
        {offers.map(({ id, text, viewers }) => (
          <li key={id} className="flex gap-4 py-2.5">
            <span className="min-w-0 flex-1 wrap-anywhere">{text}</span>
            <span className="numeric shrink-0 font-semibold">{texts.followedBy(viewers)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Watched({ items, unnamed }: Pick<Viewers, 'items' | 'unnamed'>) {
  const texts = replayTexts().manage;
  return (
    <Panel>
      {items.length === 0 && unnamed.visits === 0 ? (
        <EmptyState icon={<Clapperboard size={20} />} title={texts.nobody}>
          {texts.nobodyText}
        </EmptyState>
      ) : null}
      {items.length === 0 ? null : (
        <Table label={texts.viewers}>
          <TableHead>
            <TableRow>
              <TableHeader>{texts.name}</TableHeader>
              <TableHeader>{texts.last}</TableHeader>
              <TableHeader numeric>{texts.watched}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {items.map((viewer) => (
              <TableRow key={viewer.personId}>
                <TableCell>
                  <span className="flex items-center gap-3">
                    <Avatar name={viewer.name} />
                    <span className="font-medium wrap-anywhere">{viewer.name}</span>
                  </span>
                </TableCell>
                <TableCell className="numeric whitespace-nowrap text-text-muted">{formatDay(viewer.lastAt)}</TableCell>
                <TableCell numeric>
                  <span title={formatSeconds(viewer.seconds)}>{formatShare(viewer.share)}</span>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {unnamed.visits === 0 ? null : (
        <p className="border-t border-border px-4 py-3 text-sm text-text-muted">{texts.unnamed(unnamed.visits)}</p>
      )}
    </Panel>
  );
}
