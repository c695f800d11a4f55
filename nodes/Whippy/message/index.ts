import { resource } from '../../shared/operation';
import { addPrivateComment } from './addPrivateComment.operation';
import { getMany } from './getMany.operation';
import { search } from './search.operation';

export const message = resource({ name: 'Message', value: 'message', operations: [getMany, search, addPrivateComment] });
