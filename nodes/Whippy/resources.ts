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

/** Everything that the Whippy node can do. The first resource is the one of a new node. */
export const resources = [
	sms, email, fax, conversation, message, contact, channel, user, organization, tag, automationTemplate,
	campaign, sequence, agent, customObject, customObjectRecord, customEvent,
];
