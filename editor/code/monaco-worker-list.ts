/** Who does the heavy work of a language, by the name that Monaco asks for. A service that comes later puts itself in. */
const workers = new Map<string, () => Worker>();

export function serveWorker(label: string, start: () => Worker): void {
  workers.set(label, start);
}

/** Undefined: the one that all texts share. */
export function findWorker(label: string): (() => Worker) | undefined {
  return workers.get(label);
}
