import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { N8nApi, StoredWorkflow, Workflow } from './n8nApi.ts';

/** The stored credentials that the workflows' nodes use, by the credential's type. */
export type CredentialsByType = Record<string, { id: string; name: string }>;

/** For each file, the ID of the workflow that n8n has stored from it, and a hash of the file at that time. */
type Imported = Record<string, { id: string; source: string }>;

type Node = Workflow['nodes'][number];

/** The types of the credentials of nodes, by the beginnings of the nodes' types. The files name no credentials: those are a person's own. */
const CREDENTIALS: Record<string, string> = {
	'n8n-nodes-shared-inbox.heymarket': 'heymarketJwtApi',
	'n8n-nodes-shared-inbox.whippy': 'whippyApi',
	'n8n-nodes-shared-inbox.sendook': 'sendookApi',
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
};

const isOurs = ({ type }: Pick<Node, 'type'>) => type.startsWith('n8n-nodes-shared-inbox.');

/** The type of the credential that a node uses; undefined if it uses none. */
function credentialTypeOf({ type }: Node): string | undefined {
	return Object.entries(CREDENTIALS).find(([beginning]) => type.startsWith(beginning))?.[1];
}

/**
 * Reads a workflow from a file, as the editor imports it: its nodes get these credentials, and triggers an address of their own.
 *
 * @throws when a node of the package needs a credential of another type
 */
export function readWorkflow(file: string, credentials: CredentialsByType): Workflow {
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as Workflow;
	for (const node of workflow.nodes) {
		const type = credentialTypeOf(node);
		if (type === undefined) continue;
		const credential = credentials[type];
		if (credential) node.credentials = { [type]: credential };
		else if (isOurs(node)) throw new Error(`${file}: "${node.name}" wants a credential of type ${type}, and there is none.`);
		// The editor makes a random one. This one stays the same, so that a later start finds the workflow unchanged.
		if (isOurs(node) && node.type.endsWith('Trigger')) node.webhookId ??= path.basename(file, '.json');
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
