import { Zap } from 'lucide-react';
import { Link } from 'react-router';
import { buttonStyles, EmptyState, Panel } from '../../../shared/ui/index.ts';
import type { RecipeName } from '../lib/draft.ts';
import { automationsTexts } from '../texts.ts';

const recipes = ['missed', 'attended', 'followUp'] as const satisfies readonly RecipeName[];

/** Nothing yet: what an automation is, and three to begin with. */
export function Recipes() {
  const texts = automationsTexts();
  return (
    <>
      <EmptyState icon={<Zap size={20} />} title={texts.emptyTitle} className="pt-6 pb-8">
        {texts.empty}
      </EmptyState>
      <ul aria-label={texts.recipesLabel} className="grid gap-4 sm:grid-cols-3">
        {recipes.map((recipe) => {
          const { name, hint } = texts.recipes[recipe];
          return (
            <li key={recipe}>
              <Panel className="flex h-full flex-col p-4">
                <h2 className="text-sm font-semibold">{name}</h2>
                <p className="mt-1 mb-4 text-sm text-text-muted">{hint}</p>
                <Link
                  to={`/dashboard/automations/new?recipe=${recipe}`}
                  aria-label={texts.beginWith(name)}
                  className={buttonStyles({ size: 'sm', className: 'mt-auto self-start' })}
                >
                  {texts.use}
                </Link>
              </Panel>
            </li>
          );
        })}
      </ul>
    </>
  );
}
