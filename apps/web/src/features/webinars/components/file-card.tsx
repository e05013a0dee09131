import type { WebinarFilePlan, WebinarFileView, WebinarView } from '@stageline/contracts';
import { useState } from 'react';
import { formatBytes } from '../../../shared/lib/format-bytes.ts';
import { formatDateTime, formatNumber } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Badge, Button, ConfirmDialog, Notice, Panel, Spinner } from '../../../shared/ui/index.ts';
import { toast } from '../../../shared/ui/toast.ts';
import { useWebinar } from '../api/webinars.queries.ts';
import { fileTexts } from '../file-texts.ts';
import { FileDoctor } from './file-doctor.tsx';
import { FilePlan } from './file-plan.tsx';
import { FileReport } from './file-report.tsx';

interface FileCardProps {
  readonly file: WebinarFileView;
  readonly webinar: WebinarView;
}
/** One file: how it is to be read, how far that is, and what became of its rows. */
export function FileCard({ file, webinar }: FileCardProps) {
  const texts = fileTexts();
  const { permissions } = useSession();
  const { removeFile } = useWebinar(webinar.id);
  const [isRemoving, setRemoving] = useState(false);
  const [isAgain, setAgain] = useState(false);
  const [isExamined, setExamined] = useState(false);
  const [taken, setTaken] = useState<WebinarFilePlan | null>(null);
  const mayChange = permissions.includes('leads.import');
  const { filename, bytes, by, createdAt, state, plan, inspection, progress, report } = file;
  const { kind, platform } = plan ?? inspection.plan;
  return (
    <Panel className="p-4 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-semibold wrap-anywhere">{filename}</h2>
          <p className="numeric mt-0.5 text-sm text-text-muted">
            {texts.files.by(by, formatDateTime(createdAt))} · {formatBytes(bytes)}
          </p>
        </div>
        <span className="flex flex-wrap gap-2">
          <Badge>{texts.files.kinds[kind]}</Badge>
          <Badge>{texts.platforms[platform]}</Badge>
        </span>
      </div>
      <div className="mt-5">
        {state === 'failed' ? <Notice className="mb-5">{texts.files.failed}</Notice> : null}
        {state === 'reading' ? (
          <p role="status" className="numeric flex items-center gap-3 text-sm text-text-muted">
            <Spinner />
            {texts.files.reading(formatNumber(progress))}
          </p>
        ) : state !== 'read' || isAgain ? (
          <FilePlan
            key={taken === null ? file.hash : JSON.stringify(taken)}
            file={file}
            suggested={taken}
            isAsked={isAgain}
            webinarId={webinar.id}
            onRead={() => {
              setAgain(false);
              // What was read is what stands there the next time.
              setTaken(null);
            }}
          />
        ) : report === null ? null : (
          <FileReport report={report} webinarId={webinar.id} fileId={file.id} />
        )}
      </div>
      {mayChange && state !== 'reading' ? (
        <div className="mt-4 flex flex-wrap gap-2 border-t border-border pt-3">
          {state === 'read' && !isAgain ? (
            <Button variant="ghost" size="sm" onClick={() => setAgain(true)}>
              {texts.files.readAgain}
            </Button>
          ) : null}
          <Button variant="ghost" size="sm" aria-expanded={isExamined} onClick={() => setExamined((is) => !is)}>
            {isExamined ? texts.doctor.close : texts.doctor.open}
          </Button>
          <Button variant="danger-quiet" size="sm" onClick={() => setRemoving(true)}>
            {texts.files.remove}
          </Button>
        </div>
      ) : null}
      {isExamined && state !== 'reading' ? (
        <div className="mt-4">
          <FileDoctor
            webinarId={webinar.id}
            timeZone={webinar.timeZone}
            file={file.id}
            onTake={(suggestion) => {
              setTaken(suggestion);
              setAgain(true);
              setExamined(false);
              toast(texts.doctor.taken);
            }}
          />
        </div>
      ) : null}
      {isRemoving ? (
        <ConfirmDialog
          title={texts.files.removeTitle}
          description={texts.files.removeText}
          confirmLabel={texts.files.remove}
          danger
          change={removeFile}
          input={file.id}
          done={texts.files.removed}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </Panel>
  );
}
