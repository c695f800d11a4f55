import { setTimeout as sleep } from 'node:timers/promises';

import { type Execution, N8nApi, type StoredWorkflow, type Workflow } from '../../demo/src/n8nApi.ts';

const DATA_WITHIN_MS = 30_000;

/** The interface of the editor of n8n 1.123 and 2.0, as far as it differs from that of 2.41. */
export class OlderN8nApi extends N8nApi {
	override async saveWorkflow(workflow: Workflow, id?: string): Promise<StoredWorkflow> {
		// The database has no default for `active`.
		const complete: Workflow & { active: boolean } = { ...workflow, active: false };
		return await super.saveWorkflow(complete, id);
	}

	/** Publishes a workflow. In these versions, its triggers are registered when n8n answers. */
	override async activate({ id, versionId }: Pick<StoredWorkflow, 'id' | 'versionId'>): Promise<void> {
		await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	override async deactivate(workflowId: string): Promise<void> {
		await this.request('POST', `/rest/workflows/${workflowId}/deactivate`, {});
	}

	/** Runs a workflow. These versions don't read it from the database, so it is part of the request. */
	override async run(workflowId: string, trigger: string): Promise<string> {
		const body = { workflowData: await this.workflow(workflowId), triggerToStartFrom: { name: trigger } };
		const { executionId } = await this.request<{ executionId: string }>('POST', `/rest/workflows/${workflowId}/run`, body);
		return executionId;
	}

	override async listen(workflowId: string, trigger: string): Promise<void> {
		await this.run(workflowId, trigger);
	}

	/** Waits for the end of an execution. These versions store its status a moment before its data. */
	override async finished(id: string, withinMs?: number): Promise<Execution> {
		const ended = await super.finished(id, withinMs);
		const hasData = ({ data }: { data?: unknown }) => data !== undefined;
		for (let waited = 0; waited < DATA_WITHIN_MS; waited += 100) {
			const execution = waited === 0 ? ended : await this.execution(id);
			if (hasData(execution)) return execution;
			await sleep(100);
		}
		throw new Error(`Execution ${id} ended with ${ended.status}, and n8n stored no data of it.`);
	}
}
