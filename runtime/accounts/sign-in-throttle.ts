/** Failed sign-ins cost time: five are free, then the wait doubles, per account and per address (S5). Kept in memory. */
export interface SignInThrottle {
  /** 0 = may try now. */
  waitMs(email: string, address: string): number;
  /** Before the password is looked at: what comes meanwhile counts, too. */
  attempted(email: string, address: string): void;
  /** Takes the attempt back. */
  succeeded(email: string, address: string): void;
}

const FREE = 5;
const FIRST_MS = 2_000;
const MOST_MS = 15 * 60_000;
/** An address may stand for a whole office: it gets more free tries than an account. */
const FREE_PER_ADDRESS = 30;
const MOST_KEYS = 10_000;

export function createSignInThrottle(now: () => number): SignInThrottle {
  const failures = new Map<string, { count: number; until: number }>();

  function note(key: string, free: number): void {
    if (failures.size >= MOST_KEYS) failures.delete(failures.keys().next().value!);
    const count = (failures.get(key)?.count ?? 0) + 1;
    failures.delete(key);
    failures.set(key, { count, until: count < free ? 0 : now() + Math.min(MOST_MS, FIRST_MS * 2 ** (count - free)) });
  }

  return {
    waitMs: (email, address) =>
      Math.max(0, ...[`account ${email}`, `address ${address}`].map((key) => (failures.get(key)?.until ?? 0) - now())),
    attempted(email, address) {
      note(`account ${email}`, FREE);
      note(`address ${address}`, FREE_PER_ADDRESS);
    },
    succeeded(email, address) {
      failures.delete(`account ${email}`);
      const ofAddress = failures.get(`address ${address}`);
      if (ofAddress === undefined) return;
      if (ofAddress.count <= 1) failures.delete(`address ${address}`);
      else failures.set(`address ${address}`, { count: ofAddress.count - 1, until: 0 });
    },
  };
}
