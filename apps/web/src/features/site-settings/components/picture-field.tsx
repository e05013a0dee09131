import { backgroundSourcesOf, logoUrlOf, type PictureKind } from '@stageline/contracts';
import { useIsMutating, useMutation } from '@tanstack/react-query';
import { ImageUp, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Controller } from 'react-hook-form';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { upload } from '../../../shared/lib/upload.ts';
import { Button } from '../../../shared/ui/index.ts';
import { FileButton } from '../../../shared/ui/file-button.tsx';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { LockNote, useLock } from './policy-context.tsx';

const ACCEPT: Readonly<Record<PictureKind, string>> = {
  logo: 'image/png,image/jpeg,image/webp,image/avif,image/svg+xml',
  background: 'image/png,image/jpeg,image/webp,image/avif',
};
const MEGABYTES: Readonly<Record<PictureKind, number>> = { logo: 4, background: 15 };

const UPLOAD_KEY = ['site', 'upload-picture'] as const;
/** Whether a picture of the draft is still on its way. */
export const useIsUploading = (): boolean => useIsMutating({ mutationKey: UPLOAD_KEY }) > 0;

interface PictureFieldProps {
  readonly form: ContentForm;
  readonly kind: PictureKind;
  readonly label: string;
  readonly hint: string;
}

/** A picture of the draft; the one before stays until the new one has arrived. */
export function PictureField({ form, kind, label, hint }: PictureFieldProps) {
  const texts = settingsTexts();
  const noteId = useId();
  const lock = useLock(kind);
  const [share, setShare] = useState(0);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = useMutation({
    mutationKey: UPLOAD_KEY,
    mutationFn: (file: File) => upload('site.upload-picture', file, setShare, { kind }),
    onMutate: () => setShare(0),
    // Here, not beside `mutate`: this is called although another part of the site is on screen by now.
    onSuccess: (picture) => form.setValue(kind, picture, { shouldDirty: true }),
  });
  return (
    <Controller
      control={form.control}
      name={kind}
      render={({ field, fieldState }) => {
        const choose = (file: File | undefined) => {
          if (file === undefined) return;
          const tooLarge = file.size > MEGABYTES[kind] * 1_048_576;
          setRefusal(tooLarge ? texts.tooLarge(MEGABYTES[kind]) : null);
          if (!tooLarge) send.mutate(file);
        };
        const picture = field.value ?? null;
        const failure = refusal ?? send.error?.message ?? fieldState.error?.message;
        return (
          <div>
            <p className="mb-1.5 text-sm font-medium">{label}</p>
            <div className="flex flex-wrap items-center gap-3">
              <div
                className={
                  kind === 'logo'
                    ? 'grid size-16 shrink-0 place-items-center overflow-hidden rounded-md border border-border bg-white p-1'
                    : 'grid h-16 w-28 shrink-0 place-items-center overflow-hidden rounded-md border border-border bg-raised'
                }
              >
                {picture === null ? (
                  <span className={kind === 'logo' ? 'text-xs text-black' : 'text-xs text-text-muted'}>
                    {texts.noPicture}
                  </span>
                ) : (
                  <img
                    src={kind === 'logo' ? logoUrlOf(picture) : backgroundSourcesOf(picture).src}
                    alt={label}
                    className={kind === 'logo' ? 'max-h-full max-w-full object-contain' : 'size-full object-cover'}
                  />
                )}
              </div>
              {lock === undefined ? (
                <div className="flex gap-1">
                  <FileButton accept={ACCEPT[kind]} disabled={send.isPending} describedBy={noteId} onFile={choose}>
                    <ImageUp size={16} aria-hidden="true" />
                    {picture === null ? texts.choose : texts.replace}
                    <span className="sr-only">: {label}</span>
                  </FileButton>
                  {picture === null ? null : (
                    <Button
                      variant="ghost"
                      size="icon"
                      aria-label={`${texts.remove}: ${label}`}
                      onClick={() => field.onChange(null)}
                    >
                      <Trash2 size={16} aria-hidden="true" />
                    </Button>
                  )}
                </div>
              ) : null}
            </div>
            {send.isPending ? <Progress share={share} /> : null}
            {failure === undefined ? null : (
              <p role="alert" className="mt-1.5 text-sm text-danger">
                {translated(failure)}
              </p>
            )}
            <p id={noteId} className="mt-1.5 text-xs text-text-muted">
              {lock === undefined ? hint : <LockNote lock={lock} />}
            </p>
          </div>
        );
      }}
    />
  );
}

const Progress = ({ share }: { readonly share: number }) => (
  <div className="mt-2">
    <progress
      value={share}
      max={1}
      aria-label={settingsTexts().uploading}
      className="h-1.5 w-full overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
    />
    <p className="numeric text-xs text-text-muted">
      {share < 1 ? `${Math.round(share * 100)} %` : settingsTexts().working}
    </p>
  </div>
);
