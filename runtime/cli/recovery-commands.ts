import type { RecoveryView } from '#flows/api/recovery.ts';
import type { Command, CommandCall } from './command.ts';

export const recoveryCommands: readonly Command[] = [
  {
    name: 'recovery show',
    usage: '',
    summary: 'Whether Millrace works or only looks, and what the last start found of the journal.',
    async run({ client, output }) {
      tell(await client.get<RecoveryView>('/api/recovery'), output);
    },
  },
  {
    name: 'recovery accept',
    usage: '--reason TEXT',
    summary: 'Accepts the loss that keeps Millrace from working; audited. Work begins. Without a running Millrace: verify --accept.',
    async run({ client, output, need }) {
      tell(await client.send<RecoveryView>('POST', '/api/recovery/acceptance', { reason: need('reason') }), output);
    },
  },
];

const STATES: { readonly [S in RecoveryView['state']]: string } = {
  working: 'Millrace works.',
  'read-only': 'Millrace only looks: nothing is taken and nothing runs.',
  'going-on': 'The loss is accepted; work has not begun yet. It is tried again by itself.',
};

function tell(view: RecoveryView, output: CommandCall['output']): void {
  if (output.json) return output.value(view);
  output.line(STATES[view.state]);
  if (view.problem !== undefined) output.line(view.problem);
  for (const finding of view.findings) output.line(finding);
}
