import type { TimelineEntry } from '@stageline/contracts';
import { formatDateTime, formatNumber, formatTime } from '../../../shared/lib/format.ts';
import { usePipelines, type Pipelines } from '../../../shared/lib/pipelines.ts';
import { formatWait } from '../../../shared/lib/time-in-words.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { timelineTexts } from '../timeline-texts.ts';
import { LinkedText } from './linked-text.tsx';

type Entry = Exclude<TimelineEntry, { kind: 'note' }>;
interface Words {
  readonly head: string;
  /** Smaller, below it. */
  readonly more?: string | null;
  /** In somebody's own words. */
  readonly quote?: string | null;
}

/** What happened, in a sentence, with what is known of it below. */
export function TimelineText({ entry }: { readonly entry: Entry }) {
  const { head, more, quote } = wordsOf(entry, usePipelines());
  return (
    <>
      <p className="text-pretty wrap-anywhere">{head}</p>
      {quote ? (
        <div className="mt-1 mb-0.5 border-s-2 border-border ps-3 text-text-muted">
          <LinkedText text={quote} />
        </div>
      ) : null}
      {more ? <p className="text-sm text-pretty text-text-muted wrap-anywhere">{more}</p> : null}
    </>
  );
}

function wordsOf(entry: Entry, pipelines: Pipelines): Words {
  const texts = timelineTexts();
  switch (entry.kind) {
    case 'stage':
      return stageWords(entry, pipelines);
    case 'owner': {
      const why = [texts.owner[entry.cause], entry.actorName === null ? '' : texts.by(entry.actorName)];
      return {
        head: entry.toName === null ? texts.waits : texts.given(entry.toName),
        more: [why.filter(Boolean).join(' '), entry.mergedFrom === null ? '' : texts.asOther(entry.mergedFrom)]
          .filter(Boolean)
          .join('. '),
        quote: entry.note,
      };
    }
    case 'line':
      return lineWords(entry);
    case 'mail':
      return { head: entry.subject, more: texts.mail[entry.state] };
    case 'attendance': {
      const title = entry.sessionTitle ?? texts.masterclass;
      return entry.leftAt === null
        ? { head: texts.isThere(title) }
        : { head: texts.attended(title, formatWait(entry.seconds)), more: texts.until(formatTime(entry.leftAt)) };
    }
    case 'merge':
      return {
        head: texts.merged(entry.fromName),
        more: entry.actorName === null ? null : texts.by(entry.actorName),
      };
    case 'chat':
      return entry.isRemoved
        ? { head: texts.wrote(entry.sessionTitle ?? texts.masterclass), more: texts.removedByModerator }
        : { head: texts.wrote(entry.sessionTitle ?? texts.masterclass), quote: entry.text };
    case 'offer':
      return { head: texts.clicked(entry.sessionTitle ?? texts.masterclass), quote: entry.text };
    case 'contact':
      return contactWords(entry);
    case 'call':
      return callWords(entry);
    case 'invoice':
      return invoiceWords(entry);
  }
}

function invoiceWords({ number, about, state, total, paid, currency }: Extract<Entry, { kind: 'invoice' }>): Words {
  const texts = timelineTexts().invoice;
  const amount = formatPrice({ amount: total, currency });
  const stands =
    state === 'partially_paid' ? texts.paidOf(formatPrice({ amount: paid, currency })) : texts.states[state];
  return { head: texts.sent(number, amount), more: `${about}. ${stands}` };
}

function callWords(entry: Extract<Entry, { kind: 'call' }>): Words {
  const { name, hostName, startsAt, state, outcome, sessionId, sessionTitle } = entry;
  const { call: texts, masterclass } = timelineTexts();
  const stands = outcome === 'none' ? texts.states[state] : texts.outcomes[outcome];
  const head =
    sessionId === null ? texts.booked(name, hostName) : texts.bookedIn(name, hostName, sessionTitle ?? masterclass);
  return { head, more: `${formatDateTime(startsAt)}. ${stands}` };
}

function contactWords({
  actorName,
  isUndo,
  name,
  company,
  emails,
  phones,
}: Extract<Entry, { kind: 'contact' }>): Words {
  const texts = timelineTexts().contact;
  const lists = [emails, phones].filter((list) => list !== null);
  const told = (say: (what: string) => string, what: readonly string[]) => what.map(say);
  const more = [
    ...(name === null ? [] : [texts.name(name.from, name.to)]),
    ...(company === null ? [] : [texts.company(company.to)]),
    ...lists.flatMap(({ added, removed, first }) => [
      ...told(texts.added, added),
      ...told(texts.removed, removed),
      // One that takes the place of the only one is the main one by itself.
      ...told(texts.main, first === null || added.includes(first) ? [] : [first]),
    ]),
  ];
  return { head: isUndo ? texts.takenBack(actorName) : texts.changed(actorName), more: more.join('. ') };
}

function stageWords(entry: Extract<Entry, { kind: 'stage' }>, { stageOf }: Pipelines): Words {
  const texts = timelineTexts();
  const { isFirst, cause, actorName, reason, mergedFrom } = entry;
  const more = mergedFrom === null ? null : texts.asOther(mergedFrom);
  if (isFirst) return { head: cause === 'import' ? texts.imported(actorName) : texts.registered, more };
  return { head: texts.moved(stageOf(entry).name, actorName), quote: reason, more };
}

function lineWords({ position, hasLeft, sponsorName, sponsorPosition }: Extract<Entry, { kind: 'line' }>): Words {
  const texts = timelineTexts();
  const by =
    sponsorName === null || sponsorPosition === null ? '' : texts.sponsor(sponsorName, formatNumber(sponsorPosition));
  return {
    head: texts.position(formatNumber(position)),
    more: [by, hasLeft ? texts.left : ''].filter(Boolean).join('. '),
  };
}
