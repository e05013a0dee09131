import { MAX_WEBINAR_FILE_BYTES, type WebinarFileView } from '@stageline/contracts';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { formatShare } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { FileDrop } from '../../../shared/ui/file-drop.tsx';
import { Notice } from '../../../shared/ui/index.ts';
import { useSendWebinarFile } from '../api/webinars.queries.ts';
import { fileTexts } from '../file-texts.ts';
import { FileCard } from './file-card.tsx';
import { FileDoctor } from './file-doctor.tsx';
import { FilePreview } from './file-preview.tsx';
import { UnmatchedSenders } from './unmatched-senders.tsx';
import { useShownWebinar } from './webinar-frame.tsx';

/** Where an event comes from: its files, what became of their rows, and who wrote without being known. */
export function FilesPart() {
  const webinar = useShownWebinar();
  const { permissions } = useSession();
  const [isSame, setSame] = useState(false);
  const known = new Set(webinar.files.map(({ id }) => id));
  return (
    <div className="flex flex-col gap-8">
      {webinar.counts.unmatched > 0 ? <UnmatchedSenders webinar={webinar} /> : null}
      {webinar.files.map((file) => (
        <FileCard key={file.id} file={file} webinar={webinar} />
      ))}
      {isSame ? <Notice tone="neutral">{fileTexts().files.same}</Notice> : null}
      {permissions.includes('leads.import') ? (
        <Bring
          webinarId={webinar.id}
          timeZone={webinar.timeZone}
          isFirst={webinar.files.length === 0}
          onSent={({ id, state }) => setSame(known.has(id) && state === 'read')}
        />
      ) : null}
    </div>
  );
}

/** For what the file is, and not because it could not be sent. */
const isRefused = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.code === 'validation-failed' || error.code === 'unsupported-media-type');

interface BringProps {
  readonly webinarId: string;
  readonly timeZone: string;
  readonly isFirst: boolean;
  readonly onSent: (file: WebinarFileView) => void;
}
/** A file is looked at here before it is sent; what it holds is seen before it leaves the computer. */
function Bring({ webinarId, timeZone, isFirst, onSent }: BringProps) {
  const texts = fileTexts().files;
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const [isTooLarge, setTooLarge] = useState(false);
  const send = useSendWebinarFile(webinarId, setShare);
  const problem = isTooLarge ? texts.tooLarge : send.error?.message;
  function choose(chosen: File): void {
    const tooLarge = chosen.size > MAX_WEBINAR_FILE_BYTES;
    setTooLarge(tooLarge);
    setShare(0);
    send.reset();
    setFile(tooLarge ? null : chosen);
  }
  const sendIt = (chosen: File) =>
    send.mutate(chosen, {
      onSuccess: (view) => {
        setFile(null);
        onSent(view);
      },
    });
  return (
    <div>
      {file === null ? (
        <FileDrop
          title={texts.drop}
          hint={texts.hint}
          accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain"
          label={texts.choose}
          isBusy={send.isPending}
          onFile={choose}
          {...(isFirst ? {} : { className: 'py-8' })}
        />
      ) : (
        <FilePreview
          file={file}
          sending={send.isPending ? texts.sending(formatShare(share)) : null}
          isRefused={isRefused(send.error)}
          onSend={() => sendIt(file)}
          onCancel={() => {
            setFile(null);
            send.reset();
          }}
        />
      )}
      {problem === undefined ? null : <Notice className="mt-4">{problem}</Notice>}
      {file !== null && isRefused(send.error) ? (
        <div className="mt-4">
          <FileDoctor webinarId={webinarId} timeZone={timeZone} file={file} />
        </div>
      ) : null}
    </div>
  );
}
