// The package's own command line. It has no types, and it runs when it is loaded.
import "./quiet.ts";
import "commonmark-command";
