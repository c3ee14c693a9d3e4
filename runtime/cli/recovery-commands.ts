import type { RecoveryView } from '#flows/api.ts';
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

function tell(view: RecoveryView, output: CommandCall['output']): void {
  if (output.json) return output.value(view);
  output.line(view.state === 'working' ? 'Millrace works.' : 'Millrace only looks: nothing is taken and nothing runs.');
  for (const finding of view.findings) output.line(finding);
}
