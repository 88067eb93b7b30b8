declare module "mustache/bin/mustache";
