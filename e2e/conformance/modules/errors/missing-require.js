function load() {
  return require("./not/there");
}
load();
