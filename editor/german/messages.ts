/** The German of all pages, a file for each folder of pages. Loaded when somebody reads German. */
import app from './app.json';
import canvas from './canvas.json';
import home from './home.json';
import session from './session.json';
import ui from './ui.json';

/** Text id → ICU message with the arguments of the English one. */
export const messages: { readonly [id: string]: string } = { ...app, ...canvas, ...home, ...session, ...ui };
