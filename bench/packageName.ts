/** n8n's name of the package; its nodes' types begin with it. */
export const PACKAGE = 'n8n-nodes-shared-inbox';
