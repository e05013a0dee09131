import type { SiteContent, SiteDraft, SiteView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ExternalLink, Eye, Redo2, Undo2 } from 'lucide-react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useSearchParams } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  AlertDialog,
  Button,
  buttonStyles,
  Notice,
  PageTitle,
  Tabs,
  TabsContent,
  TabsList,
  TabsTrigger,
} from '../../../shared/ui/index.ts';
import { siteVersionQuery } from '../api/site-draft.queries.ts';
import { useLeaveGuard } from '../hooks/use-leave-guard.ts';
import { useSiteDraft, type DraftEditor } from '../hooks/use-site-draft.ts';
import { contentOf, draftOf, type ContentValues, viewOf } from '../lib/content-form.ts';
import type { SitePreview } from '../lib/site-preview.ts';
import { settingsTexts } from '../texts.ts';
import { ExperimentPanel } from './experiment-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { useIsUploading } from './picture-field.tsx';
import { PolicyProvider } from './policy-context.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { PublishBar } from './publish-bar.tsx';
import { PARTS, SettingsPart } from './settings-sections.tsx';

interface SettingsEditorProps {
  readonly draft: SiteDraft;
  readonly site: SiteView;
  readonly Preview: SitePreview;
}
const ALL_PARTS = [...PARTS, 'experiment', 'history'] as const;

/** The form over the draft, one part at a time, beside the page as it would look. */
export function SettingsEditor({ draft, site, Preview }: SettingsEditorProps) {
  const texts = settingsTexts();
  const { operations } = useSession();
  const mayEdit = operations.includes('site.save-draft');
  const mayPublish = operations.includes('site.publish');
  const editor = useSiteDraft(draft);
  const blocker = useLeaveGuard(useIsUploading() || editor.state !== 'saved');
  const [isPreviewing, setIsPreviewing] = useState(false);
  const [version, setVersion] = useState<number | null>(null);
  const shown = useShown({ site, draft, editor, version });
  const [search, setSearch] = useSearchParams();
  const part = ALL_PARTS.find((each) => each === search.get('part')) ?? 'look';
  return (
    <PolicyProvider value={draft.policy}>
      <div className="flex h-full min-h-0">
        <PageTitle>{texts.title}</PageTitle>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- undo and redo, for every field in it */}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void editor.flush();
          }}
          onKeyDown={(event) => void walkSteps(event, editor)}
          noValidate
          className={cn(
            'h-full min-h-0 w-full flex-col lg:flex lg:max-w-md lg:border-e lg:border-border',
            isPreviewing ? 'hidden' : 'flex',
          )}
        >
          <div className="relative min-h-0 flex-1 overflow-y-auto px-4 pt-6 pb-8 sm:px-6 lg:pt-8">
            <EditorHeader editor={editor} onPreview={() => setIsPreviewing(true)} />
            <EditorNotices editor={editor} mayEdit={mayEdit} mayPublish={mayPublish} />
            <Tabs
              value={part}
              onValueChange={(next) => {
                setVersion(null);
                setSearch({ part: next }, { replace: true });
              }}
            >
              <TabsList aria-label={texts.partsLabel} className="-mx-4 px-4 sm:-mx-6 sm:px-6">
                {ALL_PARTS.map((each) => (
                  <TabsTrigger key={each} value={each}>
                    {texts.parts[each]}
                  </TabsTrigger>
                ))}
              </TabsList>
              {PARTS.map((each) => (
                // The look stays where it is, unseen: a picture that is on its way shows how far it is when one comes back.
                <TabsContent
                  key={each}
                  value={each}
                  forceMount={each === 'look' || undefined}
                  className="data-[state=inactive]:hidden"
                >
                  <fieldset disabled={!mayEdit} className="min-w-0">
                    <SettingsPart part={each} form={editor.form} maySimulate={draft.maySimulate} />
                  </fieldset>
                </TabsContent>
              ))}
              <TabsContent value="experiment">
                <ExperimentPanel content={draft.content} mayPublish={mayPublish} />
              </TabsContent>
              <TabsContent value="history">
                <HistoryPanel
                  editor={editor}
                  current={draft.published.number}
                  mayPublish={mayPublish}
                  shown={version}
                  onShow={setVersion}
                />
              </TabsContent>
            </Tabs>
          </div>
          {mayEdit ? <PublishBar draft={draft} editor={editor} mayPublish={mayPublish} /> : null}
        </form>
        <PreviewPane
          {...shown}
          version={version}
          Preview={Preview}
          isShown={isPreviewing}
          onClose={() => setIsPreviewing(false)}
          onBackToDraft={() => setVersion(null)}
        />
        <AlertDialog
          open={blocker.state === 'blocked'}
          onOpenChange={(open) => (open ? undefined : blocker.reset?.())}
          title={texts.leaveTitle}
          description={texts.leaveHint}
          confirmLabel={texts.leave}
          cancelLabel={texts.stay}
          danger
          onConfirm={() => blocker.proceed?.()}
        />
      </div>
    </PolicyProvider>
  );
}

function EditorHeader({ editor, onPreview }: { readonly editor: DraftEditor; readonly onPreview: () => void }) {
  const texts = settingsTexts();
  return (
    <header className="flex items-center justify-between gap-2 pb-4">
      <h1 className="display text-xl font-semibold whitespace-nowrap">{texts.title}</h1>
      <div className="flex gap-1">
        <Button
          variant="ghost"
          size="icon"
          aria-label={texts.undo}
          disabled={!editor.canUndo.undo}
          onClick={editor.undo}
        >
          <Undo2 size={16} aria-hidden="true" />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          aria-label={texts.redo}
          disabled={!editor.canUndo.redo}
          onClick={editor.redo}
        >
          <Redo2 size={16} aria-hidden="true" />
        </Button>
        <Button size="sm" className="self-center lg:hidden" onClick={onPreview}>
          <Eye size={16} aria-hidden="true" />
          {texts.preview}
        </Button>
        <a
          href="/"
          target="_blank"
          rel="noreferrer"
          className={buttonStyles({ variant: 'ghost', size: 'sm', className: 'self-center' })}
        >
          <span className="max-sm:sr-only">{texts.view}</span>
          <ExternalLink size={16} aria-hidden="true" />
        </a>
      </div>
    </header>
  );
}

interface EditorNoticesProps {
  readonly editor: DraftEditor;
  readonly mayEdit: boolean;
  readonly mayPublish: boolean;
}
function EditorNotices({ editor, mayEdit, mayPublish }: EditorNoticesProps) {
  const texts = settingsTexts();
  const failure = editor.form.formState.errors.root?.['server']?.message;
  return (
    <>
      {mayEdit ? null : (
        <Notice tone="neutral" className="mb-5">
          {texts.readOnly}
        </Notice>
      )}
      {mayEdit && !mayPublish ? (
        <Notice tone="neutral" className="mb-5">
          {texts.mayNotPublish}
        </Notice>
      ) : null}
      {editor.collision === null ? null : (
        <Notice tone="warning" className="mb-5">
          <p className="font-medium">{texts.collision(editor.collision.name)}</p>
          <p className="mt-1">{texts.collisionHint}</p>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button onClick={editor.keepMine}>{texts.keepMine}</Button>
            <Button variant="ghost" onClick={editor.takeTheirs}>
              {texts.takeTheirs}
            </Button>
          </div>
        </Notice>
      )}
      {failure === undefined ? null : <Notice className="mb-5">{failure}</Notice>}
    </>
  );
}

/** Undo and redo by keyboard; inside a text they belong to the browser, which undoes letter by letter. */
function walkSteps(event: React.KeyboardEvent, editor: DraftEditor): void {
  const isText = event.target instanceof HTMLElement && event.target.matches('input:not([type=color]), textarea');
  if (isText || !(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 'z') return;
  event.preventDefault();
  if (event.shiftKey) editor.redo();
  else editor.undo();
}

/** What the preview shows: an older version, or the draft with what is typed now; typing stays ahead of drawing. */
function useShown(facts: {
  readonly site: SiteView;
  readonly draft: SiteDraft;
  readonly editor: DraftEditor;
  readonly version: number | null;
}): { readonly site: SiteView; readonly styleText: string } {
  const { site, draft, editor, version } = facts;
  const values = useDeferredValue(useWatch({ control: editor.form.control }) as ContentValues);
  const last = useRef<SiteContent>(draft.content);
  const old = useQuery({ ...siteVersionQuery(version ?? 1), enabled: version !== null });
  const view = draftOf(site, values, last.current);
  useEffect(() => {
    last.current = contentOf(values) ?? last.current;
  }, [values]);
  if (version !== null && old.data !== undefined)
    return { site: viewOf(site, old.data.content), styleText: old.data.styleText };
  return { site: view, styleText: draft.styleText };
}
