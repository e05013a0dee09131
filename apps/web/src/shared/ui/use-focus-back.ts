import { useState } from 'react';

/** Whoever has the focus; of an item of a menu, which closes, the button that the menu belongs to. */
function focused(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest('[role="menu"]');
  const opener = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

/**
 * Gives the focus back to whoever opened a window that has no trigger of its own: Radix knows triggers only, and would leave
 * it at the top of the page. Whoever opened it may be gone by then.
 * @returns what the content of the window takes
 */
export function useFocusBack(open: boolean): { onCloseAutoFocus: (event: Event) => void } {
  const [wasOpen, setWasOpen] = useState(open);
  const [opener, setOpener] = useState(() => (open ? focused() : null));
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setOpener(focused());
  }
  return {
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const place = opener?.isConnected === true ? opener : document.querySelector('main');
      place?.focus();
    },
  };
}
