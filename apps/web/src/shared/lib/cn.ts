import { clsx } from 'clsx/lite';

/** Classes of an element: those that are there, with a space between. The small clsx, which knows no objects and no lists. */
export const cn: (...classes: readonly (string | false | null | undefined)[]) => string = clsx;
