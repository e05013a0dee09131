/**
 * The only script that runs before a public page is hydrated. The server writes its source into the document, so it
 * may use nothing from outside its own body.
 * @param modules addresses of the entry and of what it imports, fetched when the page is idle or touched
 */
export function boot(modules: readonly string[]): void {
  let started = false;
  const hydrate = (): void => {
    if (started) return;
    started = true;
    for (const address of modules) void import(/* @vite-ignore */ address);
  };
  const whenIdle = (): void => {
    if ('requestIdleCallback' in window) requestIdleCallback(hydrate, { timeout: 4000 });
    else setTimeout(hydrate, 1500);
  };
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle);
  for (const touch of ['pointerdown', 'keydown', 'focusin'])
    addEventListener(touch, hydrate, { once: true, passive: true });

  const form = document.getElementById('register');
  const bar = document.querySelector<HTMLElement>('.register-bar');
  if (form === null || bar === null) return;
  // The bar leads to the form, so it leaves while the form is on screen.
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry?.isIntersecting === true;
  }).observe(form);
}
