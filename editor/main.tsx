import './styles/first-styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepComposedKeys } from './actions/keep-composed-keys.ts';
import { App } from './app.tsx';
import { locale } from './locale.ts';
import { loadSpoken } from './spoken.ts';

document.documentElement.lang = locale;
keepComposedKeys();
void loadSpoken();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
