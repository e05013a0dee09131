import type { ReplayChapter, ReplayMessage, ReplayQuestion } from '@stageline/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { memo, useEffect, useRef, useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { Button, ErrorState, Skeleton, Tabs, TabsContent, TabsList, TabsTrigger } from '../../../shared/ui/index.ts';
import type { Moments } from '../api/replay.queries.ts';
import { chapterTitle } from '../lib/chapter-title.ts';
import { clockText } from '../lib/clock-text.ts';
import { reachedAt } from '../lib/reached.ts';
import { replayTexts } from '../texts.ts';
import { TimeButton } from './time-button.tsx';

interface BesideProps {
  readonly moments: UseQueryResult<Moments>;
  readonly chapters: readonly ReplayChapter[];
  readonly positionMs: number;
  readonly onGoTo: (ms: number) => void;
}

const PANEL = 'min-h-0 flex-1 overflow-y-auto pt-0 data-[state=inactive]:hidden';

/** What was written, answered and shown, each at its moment. */
export function Beside({ moments, chapters, positionMs, onGoTo }: BesideProps) {
  const texts = replayTexts().beside;
  return (
    <Tabs
      defaultValue="chat"
      aria-label={texts.label}
      className="flex min-h-80 flex-col border-t border-border bg-raised max-lg:h-[calc(100dvh-3.5rem-56.25vw)] lg:min-h-0 lg:border-s lg:border-t-0"
    >
      <TabsList className="shrink-0 px-2">
        <TabsTrigger value="chat">{texts.chat}</TabsTrigger>
        <TabsTrigger value="questions">{texts.questions}</TabsTrigger>
        <TabsTrigger value="chapters">{texts.chapters}</TabsTrigger>
      </TabsList>
      <TabsContent value="chat" className={cn(PANEL, 'relative flex flex-col')}>
        <Loaded moments={moments}>
          {({ messages }) => <Chat messages={messages} reached={reachedAt(messages, positionMs)} />}
        </Loaded>
      </TabsContent>
      <TabsContent value="questions" className={PANEL}>
        <Loaded moments={moments}>
          {({ questions }) => (
            <Questions questions={questions} reached={reachedAt(questions, positionMs)} onGoTo={onGoTo} />
          )}
        </Loaded>
      </TabsContent>
      <TabsContent value="chapters" className={PANEL}>
        <Chapters chapters={chapters} reached={reachedAt(chapters, positionMs)} onGoTo={onGoTo} />
      </TabsContent>
    </Tabs>
  );
}

function Loaded({
  moments,
  children,
}: {
  readonly moments: UseQueryResult<Moments>;
  readonly children: (moments: Moments) => React.ReactNode;
}) {
  if (moments.data !== undefined) return children(moments.data);
  if (moments.isError) return <ErrorState error={moments.error} onRetry={() => void moments.refetch()} />;
  return (
    <div className="flex flex-col gap-4 p-4">
      {['w-40', 'w-56', 'w-48'].map((width) => (
        <Skeleton key={width} className={`h-4 max-w-full ${width}`} />
      ))}
    </div>
  );
}

const Quiet = ({ children }: { readonly children: string }) => (
  <p className="px-4 py-8 text-center text-sm text-text-muted">{children}</p>
);

/** So many are kept on the page; earlier ones come back with a jump to where they were. */
const SHOWN = 200;
/** Whoever reads within so many pixels of the end reads along. */
const NEAR_END = 60;

/** The chat as it was: what has not been written yet is not there. */
const Chat = memo(function Chat({
  messages,
  reached,
}: {
  readonly messages: readonly ReplayMessage[];
  readonly reached: number;
}) {
  const texts = replayTexts().beside;
  const list = useRef<HTMLOListElement>(null);
  const [isFollowing, setIsFollowing] = useState(true);
  const toEnd = () => {
    const { current } = list;
    if (current !== null) current.scrollTop = current.scrollHeight;
  };
  useEffect(() => {
    if (isFollowing) toEnd();
  }, [reached, isFollowing]);
  if (messages.length === 0) return <Quiet>{texts.noChat}</Quiet>;
  const shown = messages.slice(Math.max(0, reached - SHOWN), reached);
  return (
    <>
      {shown.length === 0 ? <Quiet>{texts.chatBegins}</Quiet> : null}
      <ol
        ref={list}
        aria-label={texts.chat}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard has to reach it
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setIsFollowing(scrollHeight - scrollTop - clientHeight < NEAR_END)
        }
        className="min-h-0 flex-1 overflow-y-auto py-2"
      >
        {shown.map((message, at) => (
          <ChatLine key={message.id} message={message} continues={shown[at - 1]?.authorName === message.authorName} />
        ))}
      </ol>
      {isFollowing ? null : (
        <Button
          size="sm"
          className="absolute inset-x-0 bottom-3 mx-auto w-fit shadow-raised"
          onClick={() => {
            setIsFollowing(true);
            toEnd();
          }}
        >
          {texts.toNow}
        </Button>
      )}
    </>
  );
});

const ChatLine = ({ message, continues }: { readonly message: ReplayMessage; readonly continues: boolean }) => (
  <li className={cn('animate-fade px-4 pb-1', !continues && 'pt-2')}>
    {continues ? null : (
      <p className="flex items-baseline gap-2 text-xs text-text-muted">
        <span className={cn('truncate font-semibold', message.fromHost ? 'text-primary-text' : 'text-text')}>
          {message.authorName}
        </span>
        {message.fromHost ? (
          <span className="rounded-sm bg-primary-tint px-1 py-px text-primary-text">{replayTexts().beside.host}</span>
        ) : null}
        <span className="numeric ms-auto shrink-0">{clockText(message.atMs)}</span>
      </p>
    )}
    <p className="text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap">{message.text}</p>
  </li>
);

function Questions({
  questions,
  reached,
  onGoTo,
}: {
  readonly questions: readonly ReplayQuestion[];
  readonly reached: number;
  readonly onGoTo: (ms: number) => void;
}) {
  const texts = replayTexts().beside;
  if (questions.length === 0) return <Quiet>{texts.noQuestions}</Quiet>;
  return (
    <ol className="divide-y divide-border">
      {questions.map(({ id, atMs, authorName, text, how, answer }, at) => (
        <li key={id} className={cn('p-4', at === reached - 1 && 'bg-primary-tint')}>
          <p className="flex items-baseline justify-between gap-2 text-xs text-text-muted">
            <span className="truncate font-semibold text-text">{authorName}</span>
            <TimeButton atMs={atMs} onGoTo={onGoTo} />
          </p>
          <p className="mt-1 text-sm font-medium wrap-anywhere">{text}</p>
          <p className="mt-1 text-sm text-text-muted wrap-anywhere whitespace-pre-wrap">
            {how === 'text' ? answer : texts.answeredLive}
          </p>
        </li>
      ))}
    </ol>
  );
}

const Chapters = memo(function Chapters({
  chapters,
  reached,
  onGoTo,
}: {
  readonly chapters: readonly ReplayChapter[];
  readonly reached: number;
  readonly onGoTo: (ms: number) => void;
}) {
  return (
    <ol className="p-2">
      {chapters.map((chapter, at) => (
        <li key={chapter.atMs}>
          <button
            type="button"
            onClick={() => onGoTo(chapter.atMs)}
            aria-current={at === reached - 1 ? 'true' : undefined}
            className="flex min-h-11 w-full items-baseline gap-3 rounded-md px-3 py-2.5 text-start text-sm transition-colors hover:bg-muted aria-current:bg-primary-tint aria-current:font-medium aria-current:text-primary-text"
          >
            <span className="numeric w-14 shrink-0 text-text-muted">{clockText(chapter.atMs)}</span>
            <span className="min-w-0 wrap-anywhere">{chapterTitle(chapter)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
});
