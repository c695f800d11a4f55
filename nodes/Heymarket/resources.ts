import { automation } from './automation';
import { contact } from './contact';
import { conversation } from './conversation';
import { customField } from './customField';
import { email } from './email';
import { inbox } from './inbox';
import { list } from './list';
import { message } from './message';
import { scheduledMessage } from './scheduledMessage';
import { survey } from './survey';
import { tag } from './tag';
import { team } from './team';
import { template } from './template';
import { user } from './user';

/** Everything that the Heymarket node can do. The first resource is the one of a new node. */
export const resources = [message, email, contact, customField, conversation, inbox, list, scheduledMessage, survey, tag, team, template, user, automation];
