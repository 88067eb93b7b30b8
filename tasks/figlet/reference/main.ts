// The package's own command line; bundle.ts lets it read fonts from the folder `fonts` where it is started.
import "../../../node_modules/figlet/bin/index.js";
