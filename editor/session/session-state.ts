/** Whether a session that was there has ended: then the page stays and signing in happens over it. */
import { create } from 'zustand';

export const useSessionEnded = create<{ readonly ended: boolean }>(() => ({ ended: false }));

export function endSession(): void {
  useSessionEnded.setState({ ended: true });
}

export function resumeSession(): void {
  useSessionEnded.setState({ ended: false });
}
