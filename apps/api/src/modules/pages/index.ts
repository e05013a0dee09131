export { registerPages, type PagesDeps } from './pages.routes.ts';
export { loadRenderer, type Renderer } from './renderer.ts';
