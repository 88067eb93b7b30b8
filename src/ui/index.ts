/**
 * The screen. It sees an `App` and the `Session`s that it opens, nothing else.
 *
 * Words: a *screen* is what an address shows; the *workbench* is the screen of one run; its *view* is what only the screen
 * knows (open tabs, chosen case, arrangement); a *panel* is one resizable part of it; a *verb* is a thing that can be
 * done, by button or by palette.
 */
export { renderApp } from "./render.tsx";
