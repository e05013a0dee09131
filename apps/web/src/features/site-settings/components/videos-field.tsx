import { Plus, Trash2 } from 'lucide-react';
import { useFieldArray } from 'react-hook-form';
import { Button } from '../../../shared/ui/index.ts';
import { useRowFocus } from '../../../shared/ui/use-row-focus.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { LockNote, useLock } from './policy-context.tsx';
import { TextField } from './text-fields.tsx';

const MOST = 6;

/** Testimonials on video: up to six, each with a title and an address. */
export function VideosField({ form }: { readonly form: ContentForm }) {
  const texts = settingsTexts();
  const lock = useLock('videos');
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'videos' });
  const rows = useRowFocus<HTMLDivElement>();
  const removeAt = (index: number) => {
    remove(index);
    rows.removed(index);
  };
  if (lock !== undefined)
    return (
      <p className="text-sm text-text-muted">
        <LockNote lock={lock} />
      </p>
    );
  return (
    <div ref={rows.place} data-rows="" className="flex flex-col gap-6">
      {fields.length === 0 ? <p className="text-sm text-text-muted">{texts.noVideos}</p> : null}
      {fields.map(({ id }, index) => (
        <fieldset key={id} className="flex flex-col gap-4">
          <legend className="mb-2 flex w-full items-center justify-between text-sm font-medium">
            {texts.video(index + 1)}
            <Button
              variant="ghost"
              size="icon"
              data-row="remove"
              aria-label={texts.removeOne(texts.video(index + 1))}
              onClick={() => removeAt(index)}
            >
              <Trash2 size={16} aria-hidden="true" />
            </Button>
          </legend>
          <TextField form={form} name={`videos.${index}.title`} label={texts.videoTitle} maxLength={120} />
          <TextField
            form={form}
            name={`videos.${index}.url`}
            label={texts.videoUrl}
            hint={texts.videoUrlHint}
            type="url"
          />
        </fieldset>
      ))}
      {fields.length < MOST ? (
        <Button
          variant="ghost"
          size="sm"
          data-row="add"
          className="-ms-3 self-start"
          onClick={() => append({ title: '', url: '' })}
        >
          <Plus size={16} aria-hidden="true" />
          {texts.addVideo}
        </Button>
      ) : (
        <p className="text-xs text-text-muted">{texts.enoughVideos}</p>
      )}
    </div>
  );
}
