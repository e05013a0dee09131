import type { Theme } from '@stageline/contracts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { brandStyle } from '../../../theme/brand-style.ts';
import { settingsTexts } from '../texts.ts';

interface PreviewFrameProps {
  readonly theme: Theme;
  /** The site's own CSS, as the server has checked it. */
  readonly styleText: string;
  /** The width of the screen that is shown, in CSS pixels; it is scaled down to fit. */
  readonly screenWidth: number;
  readonly children: ReactNode;
}

/**
 * Draws its children in a document of their own, so that they see a screen of `screenWidth` and a brand of their own.
 * Nothing in it can be pressed: it is a picture that follows the form.
 */
export function PreviewFrame({ theme, styleText, screenWidth, children }: PreviewFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [body, setBody] = useState<HTMLElement | null>(null);
  const size = useSize(frame);
  const brand = useRef<CSSStyleSheet>(undefined);
  const own = useRef<CSSStyleSheet>(undefined);
  const scale = size.width === 0 ? 1 : Math.min(1, size.width / screenWidth);

  useEffect(() => {
    const inner = frame.current?.contentDocument;
    const view = inner?.defaultView;
    if (!inner || !view) return;
    for (const link of document.querySelectorAll('link[rel="stylesheet"]'))
      inner.head.append(inner.importNode(link, true));
    inner.documentElement.lang = document.documentElement.lang;
    // A sheet can be adopted only by the document whose window made it.
    brand.current = new (view as unknown as typeof globalThis).CSSStyleSheet();
    own.current = new (view as unknown as typeof globalThis).CSSStyleSheet();
    inner.adoptedStyleSheets = [brand.current, own.current];
    inner.body.inert = true;
    setBody(inner.body);
  }, []);
  useEffect(() => {
    brand.current?.replaceSync(brandStyle(theme));
  }, [theme, body]);
  useEffect(() => {
    own.current?.replaceSync(styleText);
  }, [styleText, body]);
  useEffect(() => {
    const root = frame.current?.contentDocument?.documentElement;
    const mode = document.documentElement.dataset['theme'];
    if (root && mode !== undefined) root.dataset['theme'] = mode;
  }, [body]);

  return (
    <div className="relative h-full w-full overflow-hidden">
      <iframe
        ref={frame}
        title={settingsTexts().previewOf}
        // Our own components are drawn into it from outside; nothing inside may run.
        sandbox="allow-same-origin"
        tabIndex={-1}
        className="absolute top-0 origin-top-left border-0 bg-surface"
        style={{
          width: screenWidth,
          height: size.height / scale,
          transform: `scale(${scale})`,
          left: Math.max(0, (size.width - screenWidth * scale) / 2),
        }}
      />
      {body === null ? null : createPortal(children, body)}
    </div>
  );
}

/** The size of an element's parent, in CSS pixels. */
function useSize(element: { readonly current: HTMLElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const parent = element.current?.parentElement;
    if (!parent) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: parent.clientWidth, height: parent.clientHeight }));
    observer.observe(parent);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
