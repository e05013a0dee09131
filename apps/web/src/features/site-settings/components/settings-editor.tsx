import type { SiteSettings, SiteView } from '@stageline/contracts';
import { ArrowLeft, ExternalLink, Eye, Monitor, Smartphone } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { cn } from '../../../shared/lib/cn.ts';
import { AlertDialog, Button, buttonStyles, Notice } from '../../../shared/ui/index.ts';
import { useLeaveGuard } from '../hooks/use-leave-guard.ts';
import { useSettingsForm } from '../hooks/use-settings-form.ts';
import { draftOf, type SettingsValues } from '../lib/settings-form.ts';
import type { SitePreview } from '../lib/site-preview.ts';
import { PreviewFrame } from './preview-frame.tsx';
import { SaveBar } from './save-bar.tsx';
import { SettingsSections } from './settings-sections.tsx';

interface SettingsEditorProps {
  readonly settings: SiteSettings;
  readonly site: SiteView;
  readonly Preview: SitePreview;
}

/** The form, its save bar, and the page as it would look now. */
export function SettingsEditor({ settings, site, Preview }: SettingsEditorProps) {
  const editor = useSettingsForm(settings);
  const { form } = editor;
  const { isDirty, isSubmitting, errors } = form.formState;
  const blocker = useLeaveGuard(isDirty);
  const [isPreviewing, setIsPreviewing] = useState(false);
  const draft = useDraft(site, settings, useWatch({ control: form.control }) as SettingsValues);
  return (
    <div className="flex h-full min-h-0">
      <title>Your site</title>
      <form
        onSubmit={(event) => void editor.onSubmit(event)}
        noValidate
        className={cn(
          'h-full min-h-0 w-full flex-col lg:flex lg:max-w-md lg:border-e lg:border-border',
          isPreviewing ? 'hidden' : 'flex',
        )}
      >
        <div className="relative min-h-0 flex-1 overflow-y-auto px-4 py-6 sm:px-6 lg:py-8">
          <header className="flex items-center justify-between gap-3 pb-6">
            <h1 className="display text-xl font-semibold">Your site</h1>
            <div className="flex gap-1">
              <Button size="sm" className="lg:hidden" onClick={() => setIsPreviewing(true)}>
                <Eye size={16} aria-hidden="true" />
                Preview
              </Button>
              <a href="/" target="_blank" rel="noreferrer" className={buttonStyles({ variant: 'ghost', size: 'sm' })}>
                View
                <ExternalLink size={16} aria-hidden="true" />
              </a>
            </div>
          </header>
          {editor.theirs === null ? null : (
            <ConflictNotice onTake={editor.takeTheirs} onKeep={() => void editor.saveOverTheirs()} />
          )}
          {errors.root?.['server']?.message ? <Notice className="mb-6">{errors.root['server'].message}</Notice> : null}
          <SettingsSections form={form} logoUrl={settings.logoUrl} onLogoSaved={editor.noteLogoSaved} />
        </div>
        <SaveBar
          isDirty={isDirty}
          isSaving={isSubmitting}
          wasSaved={editor.savedAt !== null}
          onDiscard={editor.discard}
        />
      </form>
      <PreviewPane draft={draft} Preview={Preview} isShown={isPreviewing} onClose={() => setIsPreviewing(false)} />
      <AlertDialog
        open={blocker.state === 'blocked'}
        onOpenChange={(open) => (open ? undefined : blocker.reset?.())}
        title="Leave without saving?"
        description="What you changed on your site would be lost."
        confirmLabel="Leave"
        cancelLabel="Stay here"
        danger
        onConfirm={() => blocker.proceed?.()}
      />
    </div>
  );
}

/** The site with what is typed now; typing stays ahead of drawing. */
function useDraft(site: SiteView, settings: SiteSettings, values: SettingsValues): SiteView {
  const [theme, setTheme] = useState(settings.theme);
  const draft = draftOf({ ...site, logoUrl: settings.logoUrl }, useDeferredValue(values), theme);
  const { primaryColor, secondaryColor, typePairing } = draft.theme;
  useEffect(() => setTheme({ primaryColor, secondaryColor, typePairing }), [primaryColor, secondaryColor, typePairing]);
  return draft;
}

function ConflictNotice({ onTake, onKeep }: { onTake: () => void; onKeep: () => void }) {
  return (
    <Notice tone="warning" className="mb-6">
      <p className="font-medium">Somebody else saved the site while you were editing.</p>
      <p className="mt-1">Your changes are still here. Which ones should stay?</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={onKeep}>Save mine over theirs</Button>
        <Button variant="ghost" onClick={onTake}>
          Take theirs
        </Button>
      </div>
    </Notice>
  );
}

const screens = [
  { width: 390, label: 'Phone', icon: Smartphone },
  { width: 1280, label: 'Computer', icon: Monitor },
] as const;

interface PreviewPaneProps {
  readonly draft: SiteView;
  readonly Preview: SitePreview;
  /** On a narrow screen it takes the form's place. */
  readonly isShown: boolean;
  readonly onClose: () => void;
}

function PreviewPane({ draft, Preview, isShown, onClose }: PreviewPaneProps) {
  const [width, setWidth] = useState<number>(() => (window.innerWidth < 1024 ? 390 : 1280));
  return (
    <section
      aria-label="Preview"
      className={cn('min-w-0 flex-1 flex-col bg-muted lg:flex', isShown ? 'flex' : 'hidden')}
    >
      <div className="flex h-14 shrink-0 items-center justify-between px-4">
        <p className="text-sm text-text-muted max-lg:hidden">This is how your page will look.</p>
        <Button size="sm" className="lg:hidden" onClick={onClose}>
          <ArrowLeft size={16} aria-hidden="true" />
          Edit
        </Button>
        <div role="group" aria-label="Screen" className="flex gap-1">
          {screens.map((screen) => (
            <Button
              key={screen.width}
              variant="ghost"
              size="sm"
              aria-pressed={width === screen.width}
              className="aria-pressed:bg-raised"
              onClick={() => setWidth(screen.width)}
            >
              <screen.icon size={16} aria-hidden="true" />
              {screen.label}
            </Button>
          ))}
        </div>
      </div>
      <div className="min-h-0 flex-1 px-4 pb-4">
        <div className="h-full overflow-hidden rounded-lg border border-border shadow-raised">
          <PreviewFrame theme={draft.theme} screenWidth={width}>
            <Preview site={draft} />
          </PreviewFrame>
        </div>
      </div>
    </section>
  );
}
