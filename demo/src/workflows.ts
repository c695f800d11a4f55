import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { N8nApi, StoredWorkflow, Workflow } from './n8nApi.ts';

/** The stored credentials that the workflows' nodes use, by the credential's type. */
export type CredentialsByType = Record<string, { id: string; name: string }>;

/** For each file, the ID of the workflow that n8n has stored from it, and a hash of the file at that time. */
type Imported = Record<string, { id: string; source: string }>;

/**
 * Reads a workflow from a file, and gives its nodes these credentials instead of the ones in the file.
 *
 * @throws when a node needs a credential of another type
 */
export function readWorkflow(file: string, credentials: CredentialsByType): Workflow {
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as Workflow;
	for (const node of workflow.nodes) {
		for (const type of Object.keys(node.credentials ?? {})) {
			const credential = credentials[type];
			if (!credential) throw new Error(`${file}: "${node.name}" wants a credential of type ${type}, and there is none.`);
			node.credentials = { ...node.credentials, [type]: credential };
		}
	}
	return workflow;
}

/**
 * Stores the example workflows in n8n. A workflow from an earlier start stays as it is, with the person's own changes, unless
 * its file or a credential has changed since.
 *
 * @param folder the folder with the workflows' files
 * @param record the file that says which workflow was stored from which file
 * @returns the stored workflows by the names of their files
 */
export async function importWorkflows(
	api: N8nApi,
	folder: string,
	credentials: CredentialsByType,
	record: string,
): Promise<Map<string, StoredWorkflow>> {
	const earlier: Imported = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
	const present = new Set((await api.workflows()).map(({ id }) => id));
	const imported: Imported = {};
	const stored = new Map<string, StoredWorkflow>();
	for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
		const workflow = readWorkflow(path.join(folder, file), credentials);
		const source = createHash('sha256').update(JSON.stringify(workflow)).digest('hex');
		const before = earlier[file];
		const id = before && present.has(before.id) ? before.id : undefined;
		const unchanged = id !== undefined && before?.source === source;
		const saved = unchanged ? await api.workflow(id) : await api.saveWorkflow(workflow, id);
		stored.set(file, saved);
		imported[file] = { id: saved.id, source };
	}
	writeFileSync(record, JSON.stringify(imported, null, 2));
	return stored;
}
