/** Asks a worker for previews, the newest first: one that takes too long is ended with its worker, and another takes over. */
import type { Preview, PreviewAsked } from './preview-map.ts';

/** What a page gives an expression. A run gives it less before a child process takes it on. */
export const MOST_MS = 500;
/** The first question brings the language with it. */
const FIRST_MS = 10_000;

export interface WorkerLike {
  postMessage(question: { readonly number: number; readonly asked: PreviewAsked }): void;
  terminate(): void;
  /** Without a preview: it stands, and has begun with nothing yet. */
  onmessage: ((event: { readonly data: { readonly number: number; readonly preview?: Preview } }) => void) | null;
}

export type PreviewAnswer = Preview | 'too-long';

export class PreviewRunner {
  readonly #start: () => WorkerLike;
  readonly #mostMs: number;
  #worker: WorkerLike | undefined;
  #isWarm = false;
  #number = 0;
  #busy: { readonly number: number; timer: ReturnType<typeof setTimeout>; readonly answer: (preview: PreviewAnswer) => void } | undefined;
  #next: { readonly asked: PreviewAsked; readonly answer: (preview: PreviewAnswer) => void } | undefined;

  constructor(start: () => WorkerLike, mostMs = MOST_MS) {
    this.#start = start;
    this.#mostMs = mostMs;
  }

  /** Called once for the newest question; never for one that was overtaken. */
  ask(asked: PreviewAsked, answer: (preview: PreviewAnswer) => void): void {
    this.#next = { asked, answer };
    if (this.#busy === undefined) this.#go();
  }

  close(): void {
    this.#next = undefined;
    this.#end();
  }

  #go(): void {
    const next = this.#next;
    if (next === undefined) return;
    this.#next = undefined;
    this.#number += 1;
    const number = this.#number;
    const worker = this.#worker ?? this.#start();
    this.#worker = worker;
    worker.onmessage = ({ data: { number: answered, preview } }) => {
      if (this.#worker !== worker) return;
      this.#isWarm = true;
      if (this.#busy === undefined) return;
      if (preview === undefined) {
        // What it was asked meanwhile it begins with now.
        clearTimeout(this.#busy.timer);
        this.#busy.timer = this.#within(this.#mostMs);
      } else if (answered === this.#busy.number) {
        clearTimeout(this.#busy.timer);
        this.#settle(preview);
      }
    };
    const timer = this.#within(this.#isWarm ? this.#mostMs : Math.max(this.#mostMs, FIRST_MS));
    this.#busy = { number, timer, answer: next.answer };
    worker.postMessage({ number, asked: next.asked });
  }

  #within(ms: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#tooLong(), ms);
  }

  #tooLong(): void {
    const answer = this.#busy?.answer;
    this.#end();
    this.#settleWith(answer, 'too-long');
  }

  #settle(preview: Preview): void {
    const answer = this.#busy?.answer;
    this.#busy = undefined;
    this.#settleWith(answer, preview);
  }

  #settleWith(answer: ((preview: PreviewAnswer) => void) | undefined, preview: PreviewAnswer): void {
    // Somebody has typed on: what is shown would be old.
    if (this.#next === undefined) answer?.(preview);
    else this.#go();
  }

  #end(): void {
    if (this.#busy !== undefined) clearTimeout(this.#busy.timer);
    this.#busy = undefined;
    this.#worker?.terminate();
    this.#worker = undefined;
    // The next one brings the language anew.
    this.#isWarm = false;
  }
}
