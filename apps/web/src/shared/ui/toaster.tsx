import { toast as note, Toaster as Sonner } from 'sonner';
import 'sonner/dist/styles.css';

/** Short notes at the edge, e.g. with an undo; put once beside the router. */
export const Toaster = () => (
  <Sonner
    position="bottom-right"
    // A page with a bar at its foot says how high it is.
    offset={{ bottom: 'calc(24px + var(--bar-height, 0px))' }}
    mobileOffset={{ bottom: 'calc(16px + var(--bar-height, 0px))' }}
    toastOptions={{
      unstyled: true,
      classNames: {
        toast:
          'flex w-full items-center gap-3 rounded-md border border-border bg-raised px-4 py-3 font-sans text-sm text-text shadow-overlay sm:w-90',
        title: 'font-medium',
        description: 'text-text-muted',
        actionButton:
          'tap-target ms-auto shrink-0 rounded-sm px-2 py-1 font-medium text-primary-text hover:bg-primary-tint',
        error: 'border-danger',
      },
    }}
  />
);

export { note };
