import { type RefObject, useEffect, useState } from 'react';
import type { Stage } from '../../../shared/lib/pipelines.ts';
import type { Board } from '../api/leads.queries.ts';
import { leadsTexts } from '../texts.ts';

interface StageTabsProps {
  readonly columns: readonly { readonly stage: Stage; readonly column: Board['columns'][number] }[];
  /** What holds the columns; a swipe there changes the tab, a tab scrolls there. */
  readonly scroller: RefObject<HTMLElement | null>;
}

/** On a phone, where one column fills the screen: which one it is, and a way to the others. */
export function StageTabs({ columns, scroller }: StageTabsProps) {
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const onScroll = () => {
      const middle = element.getBoundingClientRect().left + element.clientWidth / 2;
      const index = [...element.children].findIndex((child) => child.getBoundingClientRect().right > middle);
      if (index >= 0) setCurrent(index);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [scroller]);
  const show = (index: number) =>
    scroller.current?.children[index]?.scrollIntoView({ inline: 'center', block: 'nearest', behavior: 'smooth' });
  return (
    <nav
      aria-label={leadsTexts().stage}
      className="flex shrink-0 overflow-x-auto border-b border-border px-2 sm:hidden"
    >
      {columns.map(({ stage, column }, index) => (
        <button
          key={stage.id}
          type="button"
          aria-current={index === current ? 'true' : undefined}
          ref={(tab) => {
            if (index === current) tab?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
          }}
          onClick={() => show(index)}
          className="-mb-px flex h-11 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm font-medium text-text-muted focus-visible:-outline-offset-2 aria-[current]:border-primary-text aria-[current]:text-text"
        >
          {stage.name}
          <span className="numeric text-xs font-normal text-text-muted">{column.count}</span>
        </button>
      ))}
    </nav>
  );
}
