import { useId, type ReactNode } from 'react';
import { buttonStyles } from './button.tsx';

interface FileButtonProps {
  /** What the field of a file takes: endings and media types. */
  readonly accept: string;
  readonly disabled: boolean;
  /** The id of what says which files are taken. */
  readonly describedBy: string;
  /** Also called where the same file is chosen again. */
  readonly onFile: (file: File | undefined) => void;
  readonly look?: Parameters<typeof buttonStyles>[0];
  readonly children: ReactNode;
}
/** Chooses a file; looks like a button and is the platform's own field. Both parts want to stand in one parent. */
export function FileButton({ accept, disabled, describedBy, onFile, look = {}, children }: FileButtonProps) {
  const id = useId();
  return (
    <>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={disabled}
        aria-describedby={describedBy}
        className="peer sr-only"
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <label
        htmlFor={id}
        className={`${buttonStyles(look)} cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-ring`}
      >
        {children}
      </label>
    </>
  );
}
