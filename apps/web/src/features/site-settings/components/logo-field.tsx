import type { SiteSettings } from '@stageline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ImageUp } from 'lucide-react';
import { useId, useState } from 'react';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { upload } from '../../../shared/lib/upload.ts';
import { buttonStyles, toast } from '../../../shared/ui/index.ts';
import { siteSettingsQuery } from '../api/site-settings.queries.ts';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
const MOST_BYTES = 1_000_000;

/** Why a file cannot be the logo, in words; null when it can. The server checks again. */
function refusalOf(file: File): string | null {
  if (!TYPES.includes(file.type)) return 'Please choose a PNG, JPEG or WebP picture.';
  return file.size > MOST_BYTES ? 'That picture is larger than 1 MB. Please choose a smaller one.' : null;
}

/** Replaces the logo at once; the old one stays until the new one has arrived. */
export function LogoField({
  logoUrl,
  siteName,
  onSaved,
}: {
  logoUrl: string | null;
  siteName: string;
  onSaved: (settings: SiteSettings) => void;
}) {
  const client = useQueryClient();
  const inputId = useId();
  const [share, setShare] = useState(0);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: (file: File) => upload('site.upload-logo', file, setShare),
    onMutate: () => setShare(0),
    onSuccess: (settings) => {
      onSaved(settings);
      client.setQueryData(siteSettingsQuery().queryKey, settings);
      toast('Your page shows the new logo');
      return client.invalidateQueries({ queryKey: queryKeys.site(), exact: true });
    },
  });
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    const reason = refusalOf(file);
    setRefusal(reason);
    if (reason === null) send.mutate(file);
  };
  const problem = refusal ?? send.error?.message ?? null;
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium">Logo</p>
      <div className="flex items-center gap-4">
        <div className="grid size-16 shrink-0 place-items-center overflow-hidden rounded-md border border-border bg-raised p-1">
          {logoUrl === null ? (
            <span className="text-xs text-text-muted">None yet</span>
          ) : (
            <img src={logoUrl} alt={`Logo of ${siteName}`} className="max-h-full max-w-full object-contain" />
          )}
        </div>
        <div className="min-w-0">
          <input
            id={inputId}
            type="file"
            accept={TYPES.join(',')}
            disabled={send.isPending}
            aria-describedby={`${inputId}-note`}
            className="peer sr-only"
            onChange={(event) => {
              choose(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <label
            htmlFor={inputId}
            className={`${buttonStyles({})} cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-ring`}
          >
            <ImageUp size={16} aria-hidden="true" />
            {logoUrl === null ? 'Choose a picture' : 'Replace'}
          </label>
        </div>
        {send.isPending ? <Progress share={share} /> : null}
      </div>
      {problem === null ? null : (
        <p role="alert" className="mt-1.5 text-sm text-danger">
          {problem}
        </p>
      )}
      <p id={`${inputId}-note`} className="mt-1.5 text-xs text-text-muted">
        PNG, JPEG or WebP, at most 1 MB. It is saved at once.
      </p>
    </div>
  );
}

const Progress = ({ share }: { share: number }) => (
  <div className="min-w-0 flex-1">
    <progress
      value={share}
      max={1}
      aria-label="Uploading the logo"
      className="h-1.5 w-full overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
    />
    <p className="numeric text-xs text-text-muted">{Math.round(share * 100)} %</p>
  </div>
);
