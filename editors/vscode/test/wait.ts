// Waiting, in the tests of both kinds.

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Asks again until there is an answer; gives up long after a busy machine would have answered. `state` says what to blame. */
export async function until<T>(what: string, ask: () => T | PromiseLike<T>, patience = 60_000, state = () => ""): Promise<NonNullable<T>> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain: ${what}${state()}`);
    }
    await sleep(100);
  }
}
