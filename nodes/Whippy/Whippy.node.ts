import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { composeNode } from '../shared/node';
import { agent } from './agent';
import { automationTemplate } from './automationTemplate';
import { campaign } from './campaign';
import { channel } from './channel';
import { contact } from './contact';
import { conversation } from './conversation';
import { customEvent } from './customEvent';
import { customObject } from './customObject';
import { customObjectRecord } from './customObjectRecord';
import { email } from './email';
import { fax } from './fax';
import { message } from './message';
import { organization } from './organization';
import { sequence } from './sequence';
import { sms } from './sms';
import { tag } from './tag';
import { user } from './user';
import { listSearch } from './methods/listSearch';
import { outreachSearch } from './methods/outreachSearch';
import { resourceMapping } from './methods/resourceMapping';
import { whippy } from './provider';

const resources = [
	sms, email, fax, conversation, message, contact, channel, user, organization, tag, automationTemplate,
	campaign, sequence, agent, customObject, customObjectRecord, customEvent,
];

const composed = composeNode(whippy, resources, { listSearch: { ...listSearch, ...outreachSearch }, resourceMapping });

/** The Whippy node: declared as data, delivered by this package through n8n's `customOperations`. */
export class Whippy implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Whippy',
		name: 'whippy',
		icon: { light: 'file:../../icons/whippy.svg', dark: 'file:../../icons/whippy.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: composed.subtitle,
		description: 'Text, email and fax customers through Whippy',
		defaults: { name: 'Whippy' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		...composed.description,
	};

	customOperations = composed.customOperations;

	methods = composed.methods;
}
