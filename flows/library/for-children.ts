/** What a child process needs of the library (runtime/expressions/build/generate-library.mjs). */
export { findMisfit } from './find-misfit.ts';
export { LIBRARY } from './library.ts';
export { callLibrary, LibraryFault } from './library-function.ts';
