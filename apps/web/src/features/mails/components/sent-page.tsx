import { MailStatus, MailTopic, type MailLogEntry } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { MailCopyDialog, mailLogTexts } from '../../../shared/mail-log/index.ts';
import { Input, Panel, Select } from '../../../shared/ui/index.ts';
import { sentMailQuery, type SentFilter } from '../api/sent.queries.ts';
import { sentTexts } from '../sent-texts.ts';
import { Measuring } from './measuring.tsx';
import { SentList } from './sent-list.tsx';

/** What was mailed to the site's people, and what became of it (B-15). The address of the page holds what is looked for. */
export function SentPage() {
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState<MailLogEntry | null>(null);
  const filter = filterOf(params);
  const narrow = (name: keyof SentFilter, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <Filters filter={filter} onNarrow={narrow} />
      <Panel className="overflow-hidden">
        <SentList filter={filter} onOpen={setOpen} />
      </Panel>
      <Measuring />
      {open === null ? null : <SentCopy mail={open} onClose={() => setOpen(null)} />}
    </>
  );
}

/** What an address says that is none of ours is left out. */
function filterOf(params: URLSearchParams): SentFilter {
  const address = params.get('address')?.trim() ?? '';
  return {
    status: MailStatus.safeParse(params.get('status')).data,
    topic: MailTopic.safeParse(params.get('topic')).data,
    ...(address !== '' && { address }),
  };
}

interface FiltersProps {
  readonly filter: SentFilter;
  readonly onNarrow: (name: keyof SentFilter, value: string) => void;
}

function Filters({ filter, onNarrow }: FiltersProps) {
  const texts = sentTexts();
  const words = mailLogTexts();
  return (
    <form
      role="search"
      aria-label={texts.filters}
      className="mb-4 grid gap-2 sm:grid-cols-3"
      onSubmit={(event) => {
        event.preventDefault();
        onNarrow('address', String(new FormData(event.currentTarget).get('address') ?? '').trim());
      }}
    >
      <Select
        aria-label={texts.status}
        value={filter.status ?? ''}
        onChange={(event) => onNarrow('status', event.target.value)}
      >
        <option value="">{texts.anyStatus}</option>
        {MailStatus.options.map((status) => (
          <option key={status} value={status}>
            {words.status[status]}
          </option>
        ))}
      </Select>
      <Select
        aria-label={texts.topic}
        value={filter.topic ?? ''}
        onChange={(event) => onNarrow('topic', event.target.value)}
      >
        <option value="">{texts.anyTopic}</option>
        {MailTopic.options.map((topic) => (
          <option key={topic} value={topic}>
            {words.topic[topic]}
          </option>
        ))}
      </Select>
      <Input
        key={filter.address ?? ''}
        name="address"
        type="search"
        inputMode="email"
        autoComplete="off"
        maxLength={254}
        aria-label={texts.address}
        placeholder={texts.addressHint}
        defaultValue={filter.address ?? ''}
        onBlur={(event) => onNarrow('address', event.target.value.trim())}
      />
    </form>
  );
}

interface SentCopyProps {
  readonly mail: MailLogEntry;
  readonly onClose: () => void;
}

const SentCopy = ({ mail, onClose }: SentCopyProps) => (
  <MailCopyDialog subject={mail.subject} copy={useQuery(sentMailQuery(mail.id))} onClose={onClose} />
);
