import { createElement, Fragment, type ReactNode } from 'react';

/** A sentence with something drawn in it: `{name}` of the text becomes `parts.name`, wherever the language puts it. */
export const filled = (text: string, parts: Readonly<Record<string, ReactNode>>): ReactNode =>
  createElement(
    Fragment,
    null,
    ...text.split(/\{(\w+)\}/).map((piece, index) => (index % 2 === 0 ? piece : parts[piece])),
  );
