import { useRef } from 'react';

type RowButton = 'up' | 'down' | 'remove' | 'open' | 'add';

/**
 * Keeps the focus with a row that is moved, and near one that goes: a button that is taken away or moved lets it fall to the
 * top of the page. The buttons are told by `data-row`, and what holds them by `data-rows`: a row may have rows of its own.
 */
export function useRowFocus<Place extends HTMLElement>() {
  const place = useRef<Place>(null);
  const buttons = (kind: RowButton) =>
    Array.from(place.current?.querySelectorAll<HTMLButtonElement>(`[data-row="${kind}"]`) ?? []).filter(
      (button) => button.closest('[data-rows]') === place.current,
    );
  /** The first that can be pressed, once the rows are drawn again. */
  const focus = (wanted: () => readonly (HTMLButtonElement | undefined)[]): void =>
    void requestAnimationFrame(() =>
      wanted()
        .find((button) => button?.disabled === false)
        ?.focus(),
    );
  return {
    /** What holds the rows, and where more of them are added. */
    place,
    /** @param to the place of the row now, from 0. At an end, the way back is what can be pressed. */
    moved: (from: number, to: number): void =>
      focus(() => (to < from ? (['up', 'down'] as const) : (['down', 'up'] as const)).map((kind) => buttons(kind)[to])),
    /** @param index the place of the row that was; whoever took it has the focus, else the one before, else what adds one */
    removed: (index: number, kind: RowButton = 'remove'): void =>
      focus(() => [buttons(kind)[index], buttons(kind)[index - 1], ...buttons('add')]),
  };
}
