import type { IHookFunctions, INodeType, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { receiving } from '../later';
import type { ListSearches } from '../listSearch';
import { wantedOf } from './choice';
import type { TriggerDeclaration } from './declaration';
import { formOf, type TriggerDescription } from './form';
import { hookMethods } from './registration';
import { sampleEvent, sendSample } from './sample';
import { settingsOf } from './settings';

/** What makes a trigger node of its declaration. */
export interface ComposedTrigger {
	description: TriggerDescription;
	webhook: (this: IWebhookFunctions) => Promise<IWebhookResponseData>;
	webhookMethods: NonNullable<INodeType['webhookMethods']>;
	methods: NonNullable<INodeType['methods']>;
}

/** Makes plain n8n of a trigger's declaration. */
export function composeTrigger(declaration: TriggerDeclaration, listSearch: ListSearches): ComposedTrigger {
	return {
		description: formOf(declaration),
		async webhook() {
			return await receiving().receive(this, declaration);
		},
		webhookMethods: { default: hookMethods(declaration.provider, declaration.registration, (context) => wantedOf(context, declaration), readyFor(declaration)) },
		methods: { listSearch },
	};
}

/** Before listening: what is missing is said, and in the editor a sample is sent if that is wanted. */
function readyFor(declaration: TriggerDeclaration): (context: IHookFunctions) => Promise<void> {
	return async (context) => {
		const { provider, requireReady } = declaration;
		const settings = settingsOf(context);
		if (requireReady) requireReady(await context.getCredentials(provider.credential), settings);
		if (context.getMode() === 'manual' && settings.of(sampleEvent) === true) sendSample(context);
	};
}
