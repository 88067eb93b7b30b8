// The package's own command line, unchanged. It has no types, and it runs when it is loaded.
import "./quiet.ts";
import "mustache/bin/mustache";
