import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Search } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { formatOffset } from '../../../shared/lib/format-offset.ts';
import {
  Button,
  buttonStyles,
  EmptyState,
  ErrorState,
  Input,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { saidQuery } from '../api/transcripts.queries.ts';
import { transcriptTexts } from '../texts.ts';

/** Shorter words are in every line. */
const SHORTEST = 2;

/** Finds what was said in any recording. */
export function SearchPage() {
  const texts = transcriptTexts();
  const [params, setParams] = useSearchParams();
  const asked = params.get('q') ?? '';
  const [words, setWords] = useState(asked);
  return (
    <Page>
      <PageTitle>{texts.search}</PageTitle>
      <Link to="/dashboard/sessions" className={`${buttonStyles({ variant: 'ghost', size: 'sm' })} -ms-3 mb-3`}>
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.all}
      </Link>
      <PageHeader title={texts.search} description={texts.searchDescription} />
      <form
        role="search"
        className="mb-6 flex max-w-xl gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim().length >= SHORTEST) setParams({ q: words.trim() });
        }}
      >
        <Input
          type="search"
          autoFocus={asked === ''}
          aria-label={texts.searchLabel}
          placeholder={texts.searchHint}
          maxLength={100}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="submit" variant="primary" disabled={words.trim().length < SHORTEST}>
          <Search size={16} aria-hidden="true" />
          {texts.find}
        </Button>
      </form>
      {asked.length >= SHORTEST ? <Found words={asked} /> : null}
    </Page>
  );
}

function Found({ words }: { words: string }) {
  const texts = transcriptTexts();
  const said = useQuery(saidQuery(words));
  if (said.isPending) return <Skeleton className="h-40 w-full rounded-lg" />;
  if (!said.data) return <ErrorState error={said.error} onRetry={() => void said.refetch()} />;
  const { items } = said.data;
  if (items.length === 0)
    return (
      <Panel>
        <EmptyState icon={<Search size={20} />} title={texts.nothingFound(words)}>
          {texts.nothingFoundText}
        </EmptyState>
      </Panel>
    );
  return (
    <>
      <p role="status" className="mb-2 text-sm text-text-muted">
        {texts.found(items.length)}
      </p>
      <Panel>
        <ul className="divide-y divide-border">
          {items.map(({ id, sessionId, recordingId, sessionTitle, speaker, startMs, text }) => (
            <li key={id}>
              <Link
                to={`/dashboard/sessions/${sessionId}/recordings/${recordingId}/transcript`}
                className="block px-4 py-3 transition-colors hover:bg-muted sm:px-5"
              >
                <span className="block wrap-anywhere">{text}</span>
                <span className="mt-0.5 block text-sm text-text-muted wrap-anywhere">
                  {speaker}, <span className="numeric">{formatOffset(startMs)}</span>, {sessionTitle}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
