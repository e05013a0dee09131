import type { RecordCheck, RecordStatus } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { Badge, type BadgeProps } from '../../../shared/ui/index.ts';
import { said } from '../lib/server-sentence.ts';
import { domainsTexts } from '../texts.ts';
import { CopyButton } from './copy-button.tsx';

const tones: Readonly<Record<RecordStatus, NonNullable<BadgeProps['tone']>>> = {
  ok: 'success',
  missing: 'warning',
  wrong: 'danger',
  unknown: 'neutral',
  waiting: 'neutral',
};

/** One record: what to enter, what was found, and what to do about it. */
export function RecordRow({ record, zone }: { readonly record: RecordCheck; readonly zone: string }) {
  const texts = domainsTexts();
  const { kind, type, name, expected, found, status } = record;
  const label = name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : null;
  return (
    <li className="px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
        <h4 className="text-sm font-semibold">{texts.kinds[kind]}</h4>
        <Badge tone={tones[status]} dot>
          {texts.statuses[status]}
        </Badge>
      </div>
      <p className="mt-1 text-sm text-text-muted">{said(record.advice)}</p>
      <dl className="mt-3 grid grid-cols-[4rem_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm sm:grid-cols-[5.5rem_minmax(0,1fr)]">
        <Fact name={texts.type}>
          <Mono>{type}</Mono>
        </Fact>
        <Fact name={texts.recordName}>
          <Copyable text={name} what={texts.recordName} />
          {label === null || status === 'ok' ? null : (
            <p className="pb-1 text-xs text-text-muted">{texts.shortName(label)}</p>
          )}
        </Fact>
        <Fact name={texts.value}>
          {expected.length === 0 ? (
            <span className="text-text-muted">{texts.nothingExpected}</span>
          ) : (
            expected.map((value) => <Copyable key={value} text={value} what={texts.value} />)
          )}
        </Fact>
        {status === 'waiting' || status === 'ok' ? null : (
          <Fact name={texts.found}>
            {found.length === 0 ? (
              <span className="text-text-muted">{texts.nothingFound}</span>
            ) : (
              found.map((value) => (
                <span key={value} className="block">
                  <Mono>{value}</Mono>
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
const Copyable = ({ text, what }: { readonly text: string; readonly what: string }) => (
  <span className="-my-1.5 flex min-h-9 items-center justify-between gap-2">
    <Mono>{text}</Mono>
    <CopyButton text={text} what={what} />
  </span>
);
