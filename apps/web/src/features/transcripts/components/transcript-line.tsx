import { SURE_ENOUGH, type TranscriptLineView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { formatOffset } from '../../../shared/lib/format-offset.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Popover, Skeleton, Textarea, toast } from '../../../shared/ui/index.ts';
import { lineHistoryQuery, useEditLine, type Recorded } from '../api/transcripts.queries.ts';
import { transcriptTexts } from '../texts.ts';

interface TranscriptLineProps {
  readonly recorded: Recorded;
  readonly line: TranscriptLineView;
  /** Somebody else spoke before. */
  readonly isNewTurn: boolean;
}

/** One line: when, who where that changes, and what was said; a press makes it a field. */
export function TranscriptLine({ recorded, line, isNewTurn }: TranscriptLineProps) {
  const texts = transcriptTexts();
  const [isEditing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // The field is gone: whoever works with the keyboard goes on where they were.
    if (wasEditing.current && !isEditing) button.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  const time = formatOffset(line.startMs);
  const isUnsure = line.confidence !== null && line.confidence < SURE_ENOUGH;
  return (
    <li className={isNewTurn ? 'pt-4 first:pt-0' : undefined}>
      {isNewTurn ? (
        <p className="flex items-center gap-2 px-3 pb-0.5 ps-19 text-sm font-semibold wrap-anywhere">
          {line.speaker}
          {line.fromHost ? <span className="text-xs font-normal text-text-muted">{texts.host}</span> : null}
        </p>
      ) : null}
      <div className="flex items-start gap-1 rounded-md transition-colors hover:bg-muted focus-within:bg-muted">
        {isEditing ? (
          <Editor recorded={recorded} line={line} onClose={() => setEditing(false)} />
        ) : (
          <button
            ref={button}
            type="button"
            aria-label={`${texts.edit(time)}: ${line.text || texts.takenOut}`}
            onClick={() => setEditing(true)}
            className="flex min-h-11 min-w-0 flex-1 items-start gap-4 px-3 py-2.5 text-start"
          >
            <time className="numeric w-12 shrink-0 pt-0.5 text-end text-xs text-text-muted">{time}</time>
            <span className="min-w-0 wrap-anywhere">
              {line.text === '' ? (
                <span className="text-text-muted italic">{texts.takenOut}</span>
              ) : (
                <span
                  className={
                    isUnsure
                      ? 'underline decoration-warning decoration-dotted decoration-2 underline-offset-4'
                      : undefined
                  }
                >
                  {line.text}
                </span>
              )}
              {isUnsure ? <span className="ms-2 text-xs whitespace-nowrap text-text-muted">{texts.unsure}</span> : null}
            </span>
          </button>
        )}
        {line.edited && !isEditing ? <LineHistory recorded={recorded} line={line} /> : null}
      </div>
    </li>
  );
}

function Editor({ recorded, line, onClose }: { recorded: Recorded; line: TranscriptLineView; onClose: () => void }) {
  const texts = transcriptTexts();
  const [text, setText] = useState(line.text);
  const edit = useEditLine(recorded, line);
  const save = () => {
    if (text.trim() === line.text) return onClose();
    edit.mutate(text.trim(), {
      onSuccess: onClose,
      onError: (error) => {
        const isConflict = error instanceof ApiProblem && error.code === 'conflict';
        toast.error(texts.notSaved, { description: isConflict ? texts.changedMeanwhile : error.message });
        if (isConflict) onClose();
      },
    });
  };
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  }
  return (
    <div className="min-w-0 flex-1 p-3">
      <Textarea
        autoFocus
        rows={2}
        maxLength={2000}
        aria-label={texts.line}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="mt-2 flex flex-wrap items-center justify-end gap-2">
        <p className="me-auto text-xs text-text-muted">{text.trim() === '' ? texts.emptyTakesOut : null}</p>
        <Button variant="ghost" size="sm" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button variant="primary" size="sm" loading={edit.isPending} onClick={save}>
          {texts.save}
        </Button>
      </div>
    </div>
  );
}

function LineHistory({ recorded, line }: { recorded: Recorded; line: TranscriptLineView }) {
  const texts = transcriptTexts();
  return (
    <Popover
      label={texts.history}
      align="end"
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={`${texts.edited}: ${texts.history}`} className="mt-1 me-1">
          <History size={16} aria-hidden="true" />
        </Button>
      }
    >
      <Before recorded={recorded} lineId={line.id} />
    </Popover>
  );
}

function Before({ recorded, lineId }: { recorded: Recorded; lineId: string }) {
  const texts = transcriptTexts();
  const history = useQuery(lineHistoryQuery({ ...recorded, lineId }));
  if (history.isPending) return <Skeleton className="h-10 w-full" />;
  return (
    <>
      <p className="font-semibold">{texts.history}</p>
      <ol className="mt-2 flex flex-col gap-3">
        {(history.data?.items ?? []).map(({ text, by, at }) => (
          <li key={at}>
            <p className="wrap-anywhere">{text === '' ? texts.takenOut : text}</p>
            <p className="text-xs text-text-muted">{texts.changedBy(by ?? texts.somebody, formatDateTime(at))}</p>
          </li>
        ))}
      </ol>
    </>
  );
}
