import type { RecordStatus } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { Badge, type BadgeProps } from './badge.tsx';
import { CopyButton } from './copy-button.tsx';

const tones: Readonly<Record<RecordStatus, NonNullable<BadgeProps['tone']>>> = {
  ok: 'success',
  missing: 'warning',
  wrong: 'danger',
  unknown: 'neutral',
  waiting: 'neutral',
};

interface DnsRecordProps {
  /** Where it stands among the headings of its page. */
  readonly heading: 'h3' | 'h4';
  readonly title: string;
  readonly status: RecordStatus;
  /** What it is for, or what to do about it. */
  readonly advice: string;
  readonly type: string;
  readonly name: string;
  /** What some providers want in the place of the whole name. */
  readonly nameHint?: string | null;
  /** What to enter; null is not shown. */
  readonly expected: readonly string[] | null;
  /** What stands there; null is not shown. */
  readonly found: readonly string[] | null;
  readonly texts: {
    readonly statuses: Readonly<Record<RecordStatus, string>>;
    readonly type: string;
    readonly recordName: string;
    readonly value: string;
    readonly found: string;
    readonly nothingExpected: string;
    readonly nothingFound: string;
    readonly copy: (what: string) => string;
    readonly copied: string;
    readonly notCopied: string;
  };
}

/** One DNS record as an item of a list: what to enter, what was found, and what to do about it. */
export function DnsRecord({
  heading: Heading,
  title,
  status,
  advice,
  type,
  name,
  nameHint = null,
  expected,
  found,
  texts,
}: DnsRecordProps) {
  const copyable = (text: string, what: string) => (
    <span key={text} className="-my-1.5 flex min-h-9 items-start justify-between gap-2 py-1.5">
      <Mono>{text}</Mono>
      <CopyButton text={text} label={texts.copy(what)} copied={texts.copied} failed={texts.notCopied} />
    </span>
  );
  return (
    <li className="px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
        <Heading className="text-sm font-semibold">{title}</Heading>
        <Badge tone={tones[status]} dot>
          {texts.statuses[status]}
        </Badge>
      </div>
      <p className="mt-1 text-sm text-text-muted">{advice}</p>
      <dl className="mt-3 grid grid-cols-[4rem_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm sm:grid-cols-[5.5rem_minmax(0,1fr)]">
        <Fact name={texts.type}>
          <Mono>{type}</Mono>
        </Fact>
        <Fact name={texts.recordName}>
          {copyable(name, texts.recordName)}
          {nameHint === null ? null : <p className="pb-1 text-xs text-text-muted">{nameHint}</p>}
        </Fact>
        {expected === null ? null : (
          <Fact name={texts.value}>
            {expected.length === 0 ? (
              <span className="text-text-muted">{texts.nothingExpected}</span>
            ) : (
              expected.map((value) => copyable(value, texts.value))
            )}
          </Fact>
        )}
        {found === null ? null : (
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
