import type { SenderRecord } from '@stageline/contracts';
import { DnsRecord } from '../../../shared/ui/dns-record.tsx';
import { senderTexts } from '../sender-texts.ts';

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
    <DnsRecord
      heading="h3"
      title={texts.kinds[kind]}
      status={status}
      advice={fault === null ? texts.about[kind] : texts.faults[kind][fault]}
      type="TXT"
      name={name}
      nameHint={isCalm ? null : texts.shortName(name.slice(0, -domain.length - 1))}
      expected={isCalm && kind === 'dmarc' ? null : [expected]}
      found={status === 'waiting' || (isCalm && kind === 'dkim') ? null : found}
      texts={{
        ...texts,
        recordName: texts.name,
        nothingExpected: texts.nothing,
        nothingFound: texts.nothing,
      }}
    />
  );
}
