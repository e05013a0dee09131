import { FileUp } from 'lucide-react';
import { useId, useState, type DragEvent } from 'react';
import { cn } from '../lib/cn.ts';
import { FileButton } from './file-button.tsx';
import { Panel } from './layout.tsx';

interface FileDropProps {
  readonly title: string;
  /** Which files are taken. */
  readonly hint: string;
  /** What the field of a file takes: endings and media types. */
  readonly accept: string;
  /** What the button says; while a file is on its way how far it is. */
  readonly label: string;
  readonly isBusy: boolean;
  readonly className?: string;
  readonly onFile: (file: File) => void;
}
/** Where a file is brought: dropped on it, or chosen. */
export function FileDrop({ title, hint, accept, label, isBusy, className, onFile }: FileDropProps) {
  const hintId = useId();
  const [isOver, setIsOver] = useState(false);
  const choose = (file: File | undefined) => {
    if (file !== undefined && !isBusy) onFile(file);
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setIsOver(over);
  };
  return (
    <Panel
      className={cn(
        'flex flex-col items-center border-dashed px-6 py-12 text-center transition-colors',
        isOver && 'border-ring bg-primary-tint',
        className,
      )}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        choose(event.dataTransfer.files[0]);
      }}
    >
      <FileUp size={28} aria-hidden="true" className="mb-3 text-primary-text" />
      <p className="font-semibold">{title}</p>
      <p id={hintId} className="mt-1 max-w-md text-sm text-text-muted">
        {hint}
      </p>
      <FileButton
        accept={accept}
        disabled={isBusy}
        describedBy={hintId}
        onFile={choose}
        look={{ variant: 'primary', className: 'mt-5' }}
      >
        {label}
      </FileButton>
    </Panel>
  );
}
