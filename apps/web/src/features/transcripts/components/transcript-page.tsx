import type { TranscriptView } from '@stageline/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowLeft, Captions, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  Button,
  buttonStyles,
  EmptyState,
  ErrorState,
  Notice,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  ShowMore,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { transcriptLinesQuery, transcriptQuery, type Recorded } from '../api/transcripts.queries.ts';
import { transcriptTexts } from '../texts.ts';
import { DownloadMenu } from './download-menu.tsx';
import { TranscriptLine } from './transcript-line.tsx';
import { WriteDialog } from './write-dialog.tsx';

/** What was said in one recording, to be read and corrected. */
export function TranscriptPage() {
  const { sessionId = '', recordingId = '' } = useParams();
  const recorded = { sessionId, recordingId };
  const transcript = useQuery(transcriptQuery(recorded));
  const texts = transcriptTexts();
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <Link
        to={`/dashboard/sessions/${sessionId}`}
        className={`${buttonStyles({ variant: 'ghost', size: 'sm' })} -ms-3 mb-3`}
      >
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.back}
      </Link>
      {transcript.data ? (
        <Transcript recorded={recorded} view={transcript.data} />
      ) : transcript.isError ? (
        <ErrorState error={transcript.error} onRetry={() => void transcript.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Transcript({ recorded, view }: { recorded: Recorded; view: TranscriptView }) {
  const texts = transcriptTexts();
  const [isWriting, setWriting] = useState(false);
  const canWrite = view.state !== 'writing' && view.languages.length > 0;
  return (
    <>
      <PageHeader
        title={texts.title}
        description={view.lines > 0 ? texts.description : undefined}
        actions={
          view.lines > 0 ? (
            <>
              {canWrite ? (
                <Button onClick={() => setWriting(true)}>
                  <RefreshCw size={16} aria-hidden="true" />
                  {texts.writeAnew}
                </Button>
              ) : null}
              <DownloadMenu recorded={recorded} />
            </>
          ) : undefined
        }
      />
      {view.state === 'writing' ? <Progress percent={view.percent ?? 0} /> : null}
      {view.failure === null ? null : <Notice className="mb-4">{texts.failed[view.failure]}</Notice>}
      {view.lines > 0 ? (
        <Lines recorded={recorded} />
      ) : view.state === 'writing' ? null : (
        <Panel>
          <EmptyState
            icon={<Captions size={20} />}
            title={view.state === 'ready' ? texts.silent : texts.noneTitle}
            action={
              canWrite ? (
                <Button variant="primary" onClick={() => setWriting(true)}>
                  {view.state === 'none' ? texts.write : texts.writeAnew}
                </Button>
              ) : undefined
            }
          >
            {view.languages.length === 0 ? texts.off : view.state === 'none' ? texts.none : undefined}
          </EmptyState>
        </Panel>
      )}
      {isWriting ? <WriteDialog recorded={recorded} view={view} onClose={() => setWriting(false)} /> : null}
    </>
  );
}

const Progress = ({ percent }: { percent: number }) => (
  <div className="mb-6" role="status">
    <p className="mb-2 text-sm text-text-muted">{transcriptTexts().writing(percent)}</p>
    <div className="h-1.5 overflow-hidden rounded-full bg-muted" aria-hidden="true">
      <div className="h-full rounded-full bg-primary transition-[width]" style={{ width: `${percent}%` }} />
    </div>
  </div>
);

function Lines({ recorded }: { recorded: Recorded }) {
  const lines = useInfiniteQuery(transcriptLinesQuery(recorded));
  if (lines.isPending) return <Loading />;
  if (!lines.data) return <ErrorState error={lines.error} onRetry={() => void lines.refetch()} />;
  const items = lines.data.pages.flatMap((page) => page.items);
  return (
    <>
      <ol className="-mx-3 max-w-3xl">
        {items.map((line, index) => (
          <TranscriptLine
            key={line.id}
            recorded={recorded}
            line={line}
            isNewTurn={line.speaker !== items[index - 1]?.speaker}
          />
        ))}
      </ol>
      <ShowMore query={lines} />
    </>
  );
}

const Loading = () => (
  <div role="status" aria-label={transcriptTexts().loading} className="flex max-w-3xl flex-col gap-4">
    {['w-2/3', 'w-full', 'w-5/6', 'w-1/2', 'w-3/4'].map((width) => (
      <Skeleton key={width} className={`h-5 ${width}`} />
    ))}
  </div>
);
