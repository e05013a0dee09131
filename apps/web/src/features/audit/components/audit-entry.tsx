import type { AuditEntryView } from '@stageline/contracts';
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { formatTime } from '../../../shared/lib/format.ts';
import { Avatar, Badge } from '../../../shared/ui/index.ts';
import { actorName, deed } from '../lib/sentence.ts';
import { changesOf } from '../lib/changes.ts';
import { auditTexts } from '../texts.ts';

/** One entry as a sentence; what lies behind it on demand. `place` says on which site, where that is not plain. */
export function AuditEntry({ entry, place }: { readonly entry: AuditEntryView; readonly place?: string | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const texts = auditTexts();
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className="flex w-full items-start gap-3 px-4 py-3 text-start transition-colors hover:bg-muted focus-visible:-outline-offset-2"
      >
        <Avatar name={actorName(entry)} className="mt-0.5 size-8 shrink-0 text-xs" />
        <span className="min-w-0 flex-1">
          <span className="wrap-anywhere">
            <span className="font-medium">{actorName(entry)}</span> {deed(entry)}
          </span>
          <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-text-muted">
            <time dateTime={entry.at} className="numeric">
              {formatTime(entry.at)}
            </time>
            {place === undefined ? null : <span className="wrap-anywhere">{place}</span>}
            {entry.actor.kind === 'support' ? <Badge tone="warning">{texts.asSupport}</Badge> : null}
            {entry.reason === null || isOpen ? null : <span className="line-clamp-1">{entry.reason}</span>}
          </span>
        </span>
        <ChevronDown
          size={16}
          aria-hidden="true"
          className={cn('mt-1.5 shrink-0 text-text-muted transition-transform', isOpen && 'rotate-180')}
        />
      </button>
      <div id={id} hidden={!isOpen} className="px-4 pt-2 pb-4 sm:ps-15">
        {isOpen ? <Details entry={entry} /> : null}
      </div>
    </li>
  );
}

function Details({ entry }: { readonly entry: AuditEntryView }) {
  const texts = auditTexts();
  const changes = changesOf(entry.before, entry.after);
  const facts = [
    [texts.reason, entry.reason],
    [texts.address, entry.ip],
    [texts.request, entry.requestId],
    [texts.entry, `${entry.sequence} · ${entry.action}`],
    [texts.hash, entry.hash],
  ] as const;
  return (
    <div className="flex animate-fade flex-col gap-4 text-sm">
      {changes.length === 0 ? null : (
        <table className="w-full table-fixed border-collapse text-start" aria-label={texts.changes}>
          <thead>
            <tr className="border-b border-border text-xs text-text-muted">
              {[texts.field, texts.before, texts.after].map((head) => (
                <th key={head} scope="col" className="pe-3 pb-1.5 text-start font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field} className="border-b border-border align-top last:border-0">
                <th scope="row" className="py-1.5 pe-3 text-start font-normal wrap-anywhere text-text-muted">
                  {field}
                </th>
                <td className="py-1.5 pe-3 wrap-anywhere">{before ?? <Dash />}</td>
                <td className="py-1.5 wrap-anywhere">{after ?? <Dash />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label} className="contents">
              <dt className="text-text-muted">{label}</dt>
              <dd
                className={cn(
                  'wrap-anywhere whitespace-pre-line',
                  label === texts.hash && 'font-mono text-xs leading-5',
                )}
              >
                {value}
              </dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}

const Dash = () => <span className="text-text-muted">–</span>;
