import { resource } from '../../shared/operation';
import { markRead } from './markRead.operation';

export const conversation = resource({ name: 'Conversation', value: 'conversation', operations: [markRead] });
