import type { RecordCheck } from '@stageline/contracts';
import { DnsRecord } from '../../../shared/ui/dns-record.tsx';
import { said } from '../lib/server-sentence.ts';
import { domainsTexts } from '../texts.ts';

/** One record of a domain: what to enter, what was found, and what to do about it. */
export function RecordRow({ record, zone }: { readonly record: RecordCheck; readonly zone: string }) {
  const texts = domainsTexts();
  const { kind, type, name, expected, found, status } = record;
  const label = name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : null;
  return (
    <DnsRecord
      heading="h4"
      title={texts.kinds[kind]}
      status={status}
      advice={said(record.advice)}
      type={type}
      name={name}
      nameHint={label === null || status === 'ok' ? null : texts.shortName(label)}
      expected={expected}
      found={status === 'waiting' || status === 'ok' ? null : found}
      texts={texts}
    />
  );
}
