/** The German of all pages, a file for each folder of pages. Loaded when somebody reads German. */
import actions from './actions.json';
import admin from './admin.json';
import app from './app.json';
import bundles from './bundles.json';
import canvas from './canvas.json';
import code from './code.json';
import connections from './connections.json';
import deployments from './deployments.json';
import fields from './fields.json';
import flow from './flow.json';
import flowLive from './flow-live.json';
import flowTests from './flow-tests.json';
import flows from './flows.json';
import forms from './forms.json';
import home from './home.json';
import mapper from './mapper.json';
import operations from './operations.json';
import presence from './presence.json';
import recovery from './recovery.json';
import reference from './reference.json';
import run from './run.json';
import sandbox from './sandbox.json';
import services from './services.json';
import session from './session.json';
import tryTexts from './try.json';
import ui from './ui.json';
import waivers from './waivers.json';

/** Text id → ICU message with the arguments of the English one. */
export const messages: { readonly [id: string]: string } = {
  ...actions,
  ...admin,
  ...app,
  ...bundles,
  ...canvas,
  ...code,
  ...connections,
  ...deployments,
  ...fields,
  ...flow,
  ...flowLive,
  ...flowTests,
  ...flows,
  ...forms,
  ...home,
  ...mapper,
  ...operations,
  ...presence,
  ...recovery,
  ...reference,
  ...run,
  ...sandbox,
  ...services,
  ...session,
  ...tryTexts,
  ...ui,
  ...waivers,
};
