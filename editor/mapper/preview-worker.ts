/** Computes previews apart from the page, so that one that takes too long can be ended. Says when it stands; then one question, one answer, by number. */
import { type PreviewAsked, previewMap } from './preview-map.ts';

interface Question {
  readonly number: number;
  readonly asked: PreviewAsked;
}

// The library of types for pages has no name for what a worker's own global is.
const self = globalThis as unknown as {
  onmessage: (event: { readonly data: Question }) => void;
  postMessage(answer: { readonly number: number; readonly preview?: ReturnType<typeof previewMap> }): void;
};

self.onmessage = ({ data: { number, asked } }) => self.postMessage({ number, preview: previewMap(asked) });

// Bringing the language here is not the expression's time.
self.postMessage({ number: 0 });
