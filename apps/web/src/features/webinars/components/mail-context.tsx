import type { FollowUpView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Notice, Section, Skeleton } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { personQuery } from '../api/webinars.queries.ts';
import { formatMicros } from '../lib/states.ts';
import { mailTexts } from '../mail-texts.ts';
import { webinarTexts } from '../texts.ts';
import { Said } from './attendee-page.tsx';
import { ScoreBreakdown } from './score-breakdown.tsx';

interface MailContextProps {
  readonly mail: FollowUpView;
  readonly webinarId: string;
}
/** Whom a mail is to: what to look at in it, what it rests on, and what they did and said. */
export function MailContext({ mail, webinarId }: MailContextProps) {
  const texts = mailTexts();
  const { attendee, warnings, evidence, bar } = mail;
  const person = useQuery(personQuery(webinarId, attendee.id));
  return (
    <aside aria-label={texts.mail.context} className="flex flex-col gap-8">
      {bar === null ? null : <Notice tone="warning">{texts.mail.barred(texts.bars[bar])}</Notice>}
      {warnings.length === 0 ? null : (
        <Notice tone="warning">
          <p className="font-medium">{texts.mail.look1}</p>
          <ul className="mt-1.5 flex flex-col gap-1.5">
            {warnings.map(({ kind, text }, index) => (
              <li key={index}>
                {texts.flags[kind]}: <q className="wrap-anywhere">{text}</q>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {evidence.length === 0 ? null : (
        <Section title={texts.mail.evidence}>
          <ul className="flex flex-col gap-3 text-sm">
            {evidence.map(({ sentence, from, quote }, index) => (
              <li key={index} className="border-s-2 border-border ps-3">
                <p className="wrap-anywhere">{sentence}</p>
                <p className="mt-0.5 text-text-muted wrap-anywhere">
                  {texts.mail.from[from]}: {quote}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section
        title={
          <Link to={`/dashboard/follow-up/${webinarId}/people/${attendee.id}`} className="hover:underline">
            {webinarTexts().person.how}
          </Link>
        }
      >
        <Loaded query={person} waiting={<Skeleton className="h-48 w-full" />}>
          {(view) => <ScoreBreakdown person={view} />}
        </Loaded>
      </Section>
      {person.data === undefined ? null : (
        <Section title={webinarTexts().person.said}>
          <Said person={person.data} />
        </Section>
      )}
      <Writer mail={mail} />
    </aside>
  );
}

function Writer({ mail: { writer, approvedBy } }: { readonly mail: FollowUpView }) {
  const texts = mailTexts();
  const { kind, model, attempts, promptTokens, outputTokens, costMicros } = writer;
  const said = [
    texts.mail.writer[kind],
    // Our own templates are no model that anybody has chosen.
    ...(model === null || kind === 'template' ? [] : [model]),
    ...(costMicros === 0
      ? []
      : [texts.mails.cost(formatNumber(promptTokens + outputTokens), formatMicros(costMicros, pageLocale().tag))]),
    ...(attempts > 1 ? [texts.mail.attempts(formatNumber(attempts))] : []),
    ...(approvedBy === null ? [] : [texts.mail.approvedBy(approvedBy)]),
  ];
  return <p className="text-xs text-text-muted">{said.join(' · ')}</p>;
}
