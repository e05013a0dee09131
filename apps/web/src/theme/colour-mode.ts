export type ColourMode = 'system' | 'light' | 'dark';
const STORAGE_KEY = 'stageline.colour-mode';

/** The mode that this person chose on this host; `system` unless they did. */
export function colourMode(): ColourMode {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Chooses light, dark or the system's mode, and remembers it. */
export function setColourMode(mode: ColourMode): void {
  if (mode === 'system') {
    localStorage.removeItem(STORAGE_KEY);
    delete document.documentElement.dataset['theme'];
  } else {
    localStorage.setItem(STORAGE_KEY, mode);
    document.documentElement.dataset['theme'] = mode;
  }
}
