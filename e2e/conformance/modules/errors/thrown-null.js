function inner() {
  throw null;
}
inner();
