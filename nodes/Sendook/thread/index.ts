import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getTranscript } from './getTranscript.operation';
import { getUnansweredMessages } from './getUnansweredMessages.operation';

export const thread = resource({
	name: 'Thread',
	value: 'thread',
	operations: [getMany, get, getTranscript, getUnansweredMessages],
});
