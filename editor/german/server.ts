/** The German of what the server and the checks say, a file for each part that says it. Loaded when somebody reads German. */
import type { Catalogue } from '../sentences.ts';
import core from './server/core.json';
import expressions from './server/expressions.json';
import files from './server/files.json';
import flows from './server/flows.json';
import frepple from './server/frepple.json';
import http from './server/http.json';
import library from './server/library.json';
import phrases from './server/phrases.json';
import runtime from './server/runtime.json';
import salesforce from './server/salesforce.json';
import sap from './server/sap.json';
import scheduler from './server/scheduler.json';
import schemas from './server/schemas.json';
import types from './server/type-words.json';
import validator from './server/validator.json';

export const catalogue: Catalogue = {
  sentences: {
    ...core,
    ...expressions,
    ...files,
    ...flows,
    ...frepple,
    ...http,
    ...library,
    ...runtime,
    ...salesforce,
    ...sap,
    ...scheduler,
    ...schemas,
    ...validator,
  },
  phrases,
  types,
};
