import { type CollisionDetection, type KeyboardCoordinateGetter, pointerWithin, rectIntersection } from '@dnd-kit/core';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The arrow keys carry what is taken up from column to column, as they stand on the screen. */
export const columnKeys: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const step = STEPS[event.code];
  if (event.code.startsWith('Arrow')) event.preventDefault();
  if (step === undefined) return undefined;
  const columns = context.droppableContainers
    .getEnabled()
    .flatMap(({ id }) => {
      const rect = context.droppableRects.get(id);
      return rect === undefined ? [] : [{ id, left: rect.left }];
    })
    .toSorted((a, b) => a.left - b.left);
  const current = columns.findIndex(({ id }) => id === context.over?.id);
  const next = columns[current + step];
  // Only to the side: what is moved in both directions at once is not followed by the scrolling of the board.
  return next === undefined ? undefined : { x: next.left + 8, y: currentCoordinates.y };
};

/** The column under the pointer; for the keyboard, the one that the card covers most of. */
export const columnUnder: CollisionDetection = (args) =>
  args.pointerCoordinates === null ? rectIntersection(args) : pointerWithin(args);
