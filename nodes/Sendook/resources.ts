import { apiKey } from './apiKey';
import { domain } from './domain';
import { inbox } from './inbox';
import { message } from './message';
import { thread } from './thread';
import { webhook } from './webhook';

/** Everything that the Sendook node can do. The first resource is the one of a new node. */
export const resources = [message, thread, inbox, domain, webhook, apiKey];
