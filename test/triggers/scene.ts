import type { StoredWorkflow } from '../../demo/src/n8nApi.ts';
import type { Provider } from './providers';
import { type Part, type Running, TOKEN } from './running';

/** The workflows of one provider. */
export interface Scene {
	provider: Provider;
	/** Answers what has the word "open" in it. */
	answering: StoredWorkflow;
	/** Is told of what went out. */
	watching: StoredWorkflow;
	/** Is told of everything that came in. */
	counting: StoredWorkflow;
}

/** A provider's trigger. */
export function triggerOf({ name }: Provider, parameters: object): Part {
	return { name: 'Trigger', type: `n8n-nodes-shared-inbox.${name}Trigger`, parameters };
}

/** Somebody writes to the provider. */
export async function write(running: Running, { name }: Provider, text: string): Promise<void> {
	await running.control('/inbound', { provider: name, text });
}

/** Publishes a workflow. In Heymarket, a person sets up its webhook. */
export async function publish(running: Running, { name }: Provider, workflow: StoredWorkflow): Promise<void> {
	await running.publish(workflow);
	if (name === 'heymarket') await running.control('/webhooks', { provider: name, url: running.urlOf(workflow), token: TOKEN });
}

/** Stores the workflows of a provider. The one that counts is published; the others must be. */
export async function sceneOf(running: Running, provider: Provider): Promise<Scene> {
	const workflow = async (name: string, parameters: object, ...parts: Part[]) => await running.workflow(`${provider.name}-${name}`, triggerOf(provider, parameters), ...parts);
	const scene = {
		provider,
		answering: await workflow('answering', { events: ['message_received'], filters: { keywords: 'open' } }, ...provider.answer),
		watching: await workflow('watching', { events: ['message_sent'] }),
		counting: await workflow('counting', { events: ['message_received'] }),
	};
	await publish(running, provider, scene.counting);
	return scene;
}
