import type { NotificationKind, NotificationView } from '@stageline/contracts';
import { Bell, BellRing, Clock, FileUp, type LucideIcon, UserRoundCheck, UserRoundMinus, Workflow } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatDateTime, formatNumber } from '../../../shared/lib/format.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { Button } from '../../../shared/ui/index.ts';
import { useMark } from '../api/notifications.queries.ts';
import { notificationsTexts } from '../texts.ts';

const icons: Readonly<Record<NotificationKind, LucideIcon>> = {
  'lead-assigned': UserRoundCheck,
  'response-due': Clock,
  'response-overdue': BellRing,
  'lead-taken': UserRoundMinus,
  automation: Workflow,
  'import-ended': FileUp,
};

interface GroupProps {
  readonly items: readonly [NotificationView, ...NotificationView[]];
  readonly now: number;
}

/** One notification, or several of a kind that came together and open on a press. */
export function NotificationGroupItem({ items, now }: GroupProps) {
  const [isOpen, setIsOpen] = useState(false);
  const texts = notificationsTexts();
  const [first] = items;
  if (items.length === 1) return <Line item={first} now={now} />;
  const Icon = icons[first.kind] ?? Bell;
  return (
    <li>
      <div className={rowStyles(first.read)}>
        <Icon size={20} aria-hidden="true" className="mt-0.5 shrink-0 text-text-muted" />
        <div className="min-w-0 flex-1">
          <Head isRead={first.read}>{texts.several[first.kind](items.length)}</Head>
          <When at={first.at} now={now} />
          <Button
            variant="ghost"
            size="sm"
            aria-expanded={isOpen}
            className="-ms-3 mt-1"
            onClick={() => setIsOpen(!isOpen)}
          >
            {texts.showEach(items.length)}
          </Button>
        </div>
        <MarkButton items={items} />
      </div>
      {isOpen ? (
        <ul className="divide-y divide-border border-t border-border ps-6">
          {items.map((item) => (
            <Line key={item.id} item={item} now={now} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

const rowStyles = (isRead: boolean) => cn('flex items-start gap-3 px-4 py-3 sm:px-6', !isRead && 'bg-primary-tint');

function Line({ item, now }: { readonly item: NotificationView; readonly now: number }) {
  const Icon = icons[item.kind] ?? Bell;
  const mark = useMark();
  const { read, id } = item;
  const sentence = sentenceOf(item);
  const detail = detailOf(item);
  const address = addressOf(item);
  return (
    <li className={rowStyles(read)}>
      <Icon size={20} aria-hidden="true" className="mt-0.5 shrink-0 text-text-muted" />
      <div className="min-w-0 flex-1">
        <Head isRead={read}>
          {address === null ? (
            sentence
          ) : (
            <Link
              to={address}
              className="underline-offset-4 hover:underline"
              onClick={() => void (read || mark.mutate({ ids: [id], read: true }))}
            >
              {sentence}
            </Link>
          )}
        </Head>
        {detail === null ? null : <p className="mt-0.5 text-sm whitespace-pre-line wrap-anywhere">{detail}</p>}
        <When at={item.at} now={now} />
      </div>
      <MarkButton items={[item]} />
    </li>
  );
}

function Head({ isRead, children }: { readonly isRead: boolean; readonly children: ReactNode }) {
  return (
    <p className={cn('text-sm wrap-anywhere', !isRead && 'font-medium')}>
      {isRead ? null : <span className="sr-only">{notificationsTexts().isUnread}: </span>}
      {children}
    </p>
  );
}

const When = ({ at, now }: { readonly at: string; readonly now: number }) => (
  <time dateTime={at} title={formatDateTime(at)} className="numeric mt-0.5 block text-xs text-text-muted">
    {formatRelative(at, now)}
  </time>
);

function MarkButton({ items }: { readonly items: readonly NotificationView[] }) {
  const texts = notificationsTexts();
  const mark = useMark();
  const isRead = items[0]!.read;
  const label = isRead ? texts.makeUnread : texts.read;
  const ids = items.map(({ id }) => id).slice(0, 100);
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={mark.isPending}
      onClick={() => mark.mutate({ ids, read: !isRead })}
      className="tap-target mt-1 flex size-6 shrink-0 items-center justify-center rounded-full hover:bg-muted"
    >
      <span
        aria-hidden="true"
        className={cn('size-2.5 rounded-full border', isRead ? 'border-control' : 'border-primary-edge bg-primary')}
      />
    </button>
  );
}

function sentenceOf({ kind, lead, member, dueAt, title, import: ended }: NotificationView): string {
  const texts = notificationsTexts();
  const name = lead?.name ?? '';
  switch (kind) {
    case 'lead-assigned':
      return texts.assigned(name);
    case 'response-due':
      return texts.due(name, dueAt === null ? '' : formatDateTime(dueAt));
    case 'response-overdue':
      return texts.overdue(name, member ?? '');
    case 'lead-taken':
      return texts.taken(name);
    case 'automation':
      return title ?? name;
    case 'import-ended':
      return ended === null ? '' : texts.importEnded[ended.state](ended.filename);
  }
}

/** What is to be known besides: an automation's own words, or what came of an import. */
function detailOf({ text, import: ended }: NotificationView): string | null {
  if (ended === null) return text;
  const { importDetail } = notificationsTexts();
  const { state, rows, written, wrong } = ended;
  if (state === 'check-failed') return importDetail[state];
  return state === 'done'
    ? importDetail.done(formatNumber(written - wrong), formatNumber(wrong))
    : importDetail.failed(formatNumber(written), formatNumber(rows));
}

function addressOf({ lead, import: ended }: NotificationView): string | null {
  if (ended !== null) return `/dashboard/leads/import/${ended.id}`;
  return lead === null ? null : `/dashboard/leads/${lead.id}`;
}
