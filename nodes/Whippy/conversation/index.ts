import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getTranscript } from './getTranscript.operation';
import { getUnansweredMessages } from './getUnansweredMessages.operation';
import { search } from './search.operation';
import { update } from './update.operation';

export const conversation = resource({ name: 'Conversation', value: 'conversation', operations: [get, getMany, search, update, getTranscript, getUnansweredMessages] });
