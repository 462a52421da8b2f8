/** The bundle `dist/web-socket.cjs`, loaded with the first connection. Nothing else imports this file but as a type. */
export { WebSocket } from 'ws';
