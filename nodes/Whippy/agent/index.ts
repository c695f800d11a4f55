import { resource } from '../../shared/operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { startCall } from './startCall.operation';
import { startChat } from './startChat.operation';

export const agent = resource({ name: 'AI Agent', value: 'agent', operations: [startCall, startChat, getMany, get] });
