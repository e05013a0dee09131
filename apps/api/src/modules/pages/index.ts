export { registerPages } from './pages.routes.ts';
export type { PagesDeps } from './pages.types.ts';
export { loadRenderer, type Renderer } from './renderer.ts';
