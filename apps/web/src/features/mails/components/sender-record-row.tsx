import type { RecordStatus, SenderRecord } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { CopyButton } from '../../../shared/ui/copy-button.tsx';
import { Badge, type BadgeProps } from '../../../shared/ui/index.ts';
import { senderTexts } from '../sender-texts.ts';

const tones: Readonly<Record<RecordStatus, NonNullable<BadgeProps['tone']>>> = {
  ok: 'success',
  missing: 'warning',
  wrong: 'danger',
  unknown: 'neutral',
  waiting: 'neutral',
};

interface SenderRecordRowProps {
  readonly record: SenderRecord;
  readonly domain: string;
}

/** One record of a sender's domain: what to enter, what was found, and what is wrong with it. */
export function SenderRecordRow({ record, domain }: SenderRecordRowProps) {
  const texts = senderTexts();
  const { kind, name, expected, found, status, fault } = record;
  const isCalm = status === 'ok';
  return (
    <li className="px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
        <h3 className="text-sm font-semibold">{texts.kinds[kind]}</h3>
        <Badge tone={tones[status]} dot>
          {texts.statuses[status]}
        </Badge>
      </div>
      <p className="mt-1 text-sm text-text-muted">{fault === null ? texts.about[kind] : texts.faults[kind][fault]}</p>
      <dl className="mt-3 grid grid-cols-[4rem_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm sm:grid-cols-[5.5rem_minmax(0,1fr)]">
        <Fact name={texts.type}>
          <Mono>{texts.txt}</Mono>
        </Fact>
        <Fact name={texts.name}>
          <Copyable text={name} what={texts.name} />
          {isCalm ? null : (
            <p className="pb-1 text-xs text-text-muted">{texts.shortName(name.slice(0, -domain.length - 1))}</p>
          )}
        </Fact>
        {isCalm && kind === 'dmarc' ? null : (
          <Fact name={texts.value}>
            <Copyable text={expected} what={texts.value} />
          </Fact>
        )}
        {status === 'waiting' || (isCalm && kind === 'dkim') ? null : (
          <Fact name={texts.found}>
            {found.length === 0 ? (
              <span className="text-text-muted">{texts.nothing}</span>
            ) : (
              found.map((text) => (
                <span key={text} className="block">
                  <Mono>{text}</Mono>
                </span>
              ))
            )}
          </Fact>
        )}
      </dl>
    </li>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt className="pt-1.5 text-text-muted">{name}</dt>
    <dd className="min-w-0 py-1.5">{children}</dd>
  </>
);
const Mono = ({ children }: { readonly children: ReactNode }) => (
  <code className="font-mono text-[0.8125rem] break-all">{children}</code>
);
function Copyable({ text, what }: { readonly text: string; readonly what: string }) {
  const texts = senderTexts();
  return (
    <span className="-my-1.5 flex min-h-9 items-start justify-between gap-2 py-1.5">
      <Mono>{text}</Mono>
      <CopyButton text={text} label={texts.copy(what)} copied={texts.copied} failed={texts.notCopied} />
    </span>
  );
}
