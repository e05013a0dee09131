import { hydrateLanding } from './hydrate-landing.tsx';

hydrateLanding();
