/** Like Promise.all, but a failure is told only when nothing is under way any more: whoever tries again then finds what was written. */
export async function allEnded<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
