import { hydrateBeside } from './hydrate-beside.tsx';

hydrateBeside();
