import { hydrateLanding } from './hydrate-landing.tsx';
import { provideGerman } from './public.de.ts';

provideGerman();
hydrateLanding();
