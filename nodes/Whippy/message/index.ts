import { resource } from '../../shared/operation';
import { addNote } from './addNote.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { search } from './search.operation';

export const message = resource({ name: 'Message', value: 'message', operations: [getMany, get, search, addNote] });
