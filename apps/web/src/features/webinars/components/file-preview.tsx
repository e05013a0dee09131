import { useEffect, useState } from 'react';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Button, Notice, Panel, Skeleton, Table, TableBody, TableCell, TableRow } from '../../../shared/ui/index.ts';
import { fileTexts } from '../file-texts.ts';
import { delimiterKeys } from '../lib/delimiters.ts';
import type { Preview } from '../lib/preview.ts';

interface FilePreviewProps {
  readonly file: File;
  /** How far it is on its way; null until it is sent. */
  readonly sending: string | null;
  /** For what it is: sent again, it would be refused again. */
  readonly isRefused: boolean;
  readonly onSend: () => void;
  readonly onCancel: () => void;
}
/** What a file holds, seen before it leaves the computer. */
export function FilePreview({ file, sending, isRefused, onSend, onCancel }: FilePreviewProps) {
  const texts = fileTexts().files;
  const preview = usePreview(file);
  return (
    <Panel className="p-4 sm:p-6">
      <h2 className="font-semibold wrap-anywhere">{file.name}</h2>
      <p className="mt-0.5 text-sm text-text-muted">{texts.preview}</p>
      <div className="mt-4">
        {preview === null ? (
          <div role="status" aria-label={texts.looking}>
            <Skeleton className="h-48 w-full" />
          </div>
        ) : (
          <Seen preview={preview} />
        )}
      </div>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button variant={isRefused ? 'primary' : 'ghost'} disabled={sending !== null} onClick={onCancel}>
          {texts.another}
        </Button>
        {isRefused ? null : (
          <Button variant="primary" disabled={sending !== null || preview === null} onClick={onSend}>
            {sending ?? texts.useIt}
          </Button>
        )}
      </div>
    </Panel>
  );
}

function Seen({ preview: { dialect, rows, seen, broken } }: { readonly preview: Preview }) {
  const texts = fileTexts().files;
  if (dialect === null) return <p className="text-sm">{texts.workbook}</p>;
  if (rows.length === 0) return <Notice tone="warning">{texts.noRows}</Notice>;
  return (
    <>
      <div className="rounded-md border border-border">
        <Table label={texts.preview}>
          <TableBody>
            {rows.map(({ line, cells }) => (
              <TableRow key={line}>
                <TableCell numeric className="w-10 text-text-muted">
                  {formatNumber(line)}
                </TableCell>
                {cells.map((cell, index) => (
                  <TableCell key={index} className="max-w-60 truncate">
                    {cell}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <p className="numeric mt-2 text-sm text-text-muted">
        {[
          texts.previewRows(formatNumber(seen)),
          dialect.encoding.toUpperCase(),
          texts.delimiters[delimiterKeys[dialect.delimiter]],
        ].join(' · ')}
      </p>
      {broken.length === 0 ? null : (
        <Notice tone="warning" className="mt-3">
          {texts.brokenLines(broken.map((line) => formatNumber(line)).join(', '))}
        </Notice>
      )}
    </>
  );
}

/** Looks at a file in a worker; null until it has. */
function usePreview(file: File): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    setPreview(null);
    const worker = new Worker(new URL('../lib/preview.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Preview>) => setPreview(data);
    worker.postMessage(file, []);
    return () => worker.terminate();
  }, [file]);
  return preview;
}
