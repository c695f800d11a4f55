// n8n writes every error of a node to the console; here they are meant to happen, and the matrix is to be read.
process.env.N8N_LOG_LEVEL = 'silent';
