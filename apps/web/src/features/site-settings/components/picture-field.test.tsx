import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, renderHook, screen, waitFor } from '../../../shared/testing/react.ts';
import { useForm } from 'react-hook-form';
import type { ContentForm, ContentValues } from '../lib/content-form.ts';
import { PictureField, useIsUploading } from './picture-field.tsx';

const picture = { id: 'a'.repeat(32), width: 1280, height: 640, widths: [640, 1280] };

/** An upload that ends when the test says so. */
class Upload {
  static latest: Upload;
  status = 200;
  response: unknown = picture;
  upload = {};
  onload = (): void => undefined;
  open(): void {}
  setRequestHeader(): void {}
  send(): void {
    Upload.latest = this;
  }
}
const original = globalThis.XMLHttpRequest;
beforeEach(() => {
  globalThis.XMLHttpRequest = Upload as unknown as typeof XMLHttpRequest;
});
afterEach(() => {
  cleanup();
  globalThis.XMLHttpRequest = original;
});

function Editor({ form, isShown }: { readonly form: ContentForm; readonly isShown: boolean }) {
  const isUploading = useIsUploading();
  return (
    <>
      <output>{isUploading ? 'on its way' : 'at rest'}</output>
      {isShown && <PictureField form={form} kind="background" label="Background" hint="" />}
    </>
  );
}

it('A-10 puts a picture into the draft although another part of the site is on screen when it arrives', async () => {
  const client = new QueryClient();
  const { result } = renderHook(() => useForm<ContentValues>({ defaultValues: { background: null } }));
  const form = result.current as unknown as ContentForm;
  const show = (isShown: boolean) => (
    <QueryClientProvider client={client}>
      <Editor form={form} isShown={isShown} />
    </QueryClientProvider>
  );
  const { rerender } = render(show(true));
  const file = new File(['x'], 'a.png', { type: 'image/png' });
  fireEvent.change(screen.getByLabelText(/Choose a picture/), { target: { files: [file] } });
  await screen.findByText('on its way');
  rerender(show(false));
  act(() => Upload.latest.onload());
  await waitFor(() => expect(form.getValues('background')).toEqual(picture));
  expect(await screen.findByText('at rest')).toBeTruthy();
});
