import type { SiteView } from '@stageline/contracts';
import { ArrowLeft, Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { Button } from '../../../shared/ui/index.ts';
import type { SitePreview } from '../lib/site-preview.ts';
import { settingsTexts } from '../texts.ts';
import { PreviewFrame } from './preview-frame.tsx';

const screens = [
  { width: 390, name: 'phone', icon: Smartphone },
  { width: 1280, name: 'computer', icon: Monitor },
] as const;

interface PreviewPaneProps {
  readonly site: SiteView;
  readonly styleText: string;
  /** The version that it shows; null for the draft. */
  readonly version: number | null;
  readonly Preview: SitePreview;
  /** On a narrow screen it takes the form's place. */
  readonly isShown: boolean;
  readonly onClose: () => void;
  readonly onBackToDraft: () => void;
}

/** The real page, with what is in the draft, at the width of a phone or of a computer. */
export function PreviewPane(props: PreviewPaneProps) {
  const { site, styleText, version, Preview, isShown, onClose, onBackToDraft } = props;
  const texts = settingsTexts();
  const [width, setWidth] = useState<number>(() => (window.innerWidth < 1024 ? 390 : 1280));
  return (
    <section
      aria-label={texts.preview}
      className={cn('min-w-0 flex-1 flex-col bg-muted lg:flex', isShown ? 'flex' : 'hidden')}
    >
      <div className="flex h-14 shrink-0 items-center justify-between gap-3 px-4">
        {version === null ? (
          <p className="truncate text-sm text-text-muted max-lg:hidden">{texts.willLook}</p>
        ) : (
          <p className="flex items-center gap-3 truncate text-sm font-medium max-lg:hidden">
            {texts.versionShown(version)}
            <Button size="sm" onClick={onBackToDraft}>
              {texts.backToDraft}
            </Button>
          </p>
        )}
        <Button size="sm" className="lg:hidden" onClick={onClose}>
          <ArrowLeft size={16} aria-hidden="true" />
          {texts.edit}
        </Button>
        <div role="group" aria-label={texts.screen} className="flex gap-1">
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
              {texts[screen.name]}
            </Button>
          ))}
        </div>
      </div>
      <div className="min-h-0 flex-1 px-4 pb-4">
        <div
          className={cn(
            'mx-auto h-full overflow-hidden rounded-lg border border-border shadow-raised',
            width < 500 && 'max-w-[390px]',
          )}
        >
          <PreviewFrame theme={site.theme} styleText={styleText} screenWidth={width}>
            <Preview site={site} />
          </PreviewFrame>
        </div>
      </div>
    </section>
  );
}
