/**
 * The only script that runs before a public page is hydrated. The server writes its source into the document, so it
 * may use nothing from outside its own body.
 * @param modules addresses of what the entry imports and, last, of the entry, fetched when the page is idle or touched
 */
export function boot(modules: readonly string[]): void {
  let started = false;
  const hydrate = async (): Promise<void> => {
    if (started) return;
    started = true;
    for (const href of modules)
      document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
    // A task for each: all at once they would hold up a tap on a slow phone.
    for (const address of modules) {
      await import(/* @vite-ignore */ address);
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const whenIdle = (): void => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => void hydrate(), { timeout: 4000 });
    else setTimeout(() => void hydrate(), 1500);
  };
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle);
  for (const touch of ['pointerdown', 'keydown', 'focusin'])
    addEventListener(touch, () => void hydrate(), { once: true, passive: true });

  const form = document.getElementById('register');
  const bar = document.querySelector<HTMLElement>('.register-bar');
  if (form === null || bar === null) return;
  // The bar leads to the form, so it leaves while the form is on screen.
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry?.isIntersecting === true;
  }).observe(form);
}
