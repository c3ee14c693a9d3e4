/** The one way in which a deployment is written: row and history together, inside the caller's unit. */
import type { DefinitionChanges, RunStatement } from './definition-change.ts';
import type { DeploymentRow } from './flow-definitions.ts';

export interface StoredDeployment {
  readonly environment: string;
  readonly flow_id: string;
  readonly major: number;
  readonly version: number;
  readonly deployed_by: string;
  readonly deployed_at: string;
  readonly previous_version: number | null;
}

export function deploymentWrites({ database, now, prepare }: DefinitionChanges) {
  const deployment = database.prepare<[string, string, number], StoredDeployment>(
    'SELECT * FROM deployment WHERE environment = ? AND flow_id = ? AND major = ?',
  );
  const put = prepare(
    'INSERT OR REPLACE INTO deployment (environment, flow_id, major, version, deployed_by, deployed_at, previous_version) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const remove = prepare('DELETE FROM deployment WHERE environment = ? AND flow_id = ? AND major = ?');
  const insertHistory = prepare('INSERT INTO deployment_history (environment, flow_id, major, version, by, at) VALUES (?, ?, ?, ?, ?, ?)');
  return {
    put(
      run: RunStatement,
      { environment, flowId, major, version, deployedBy }: Omit<DeploymentRow, 'deployedAt' | 'previousVersion'>,
    ): DeploymentRow {
      const before = deployment.get(environment, flowId, major);
      const at = now();
      run(put, environment, flowId, major, version, deployedBy, at, before?.version ?? null);
      run(insertHistory, environment, flowId, major, version, deployedBy, at);
      return toDeploymentRow(deployment.get(environment, flowId, major)!);
    },
    /** False when nothing was deployed there. */
    remove(run: RunStatement, environment: string, flowId: string, major: number, by: string): boolean {
      if (run(remove, environment, flowId, major).changes === 0) return false;
      run(insertHistory, environment, flowId, major, null, by, now());
      return true;
    },
  };
}

export function toDeploymentRow(row: StoredDeployment): DeploymentRow {
  return {
    environment: row.environment,
    flowId: row.flow_id,
    major: row.major,
    version: row.version,
    deployedBy: row.deployed_by,
    deployedAt: row.deployed_at,
    ...(row.previous_version === null ? {} : { previousVersion: row.previous_version }),
  };
}
