package dev.fovea.service.similarity.opensearch;

/**
 * The names on the cluster: {@code <prefix>~<collection>~g<number>} is a generation's index, {@code
 * <prefix>~<collection>} its alias for reading and {@code <prefix>~<collection>~write} for writing.
 * No collection's name holds a tilde, so no two names are alike.
 */
record IndexNames(String prefix) {

  String readAlias(String collection) {
    return prefix + "~" + collection;
  }

  String writeAlias(String collection) {
    return readAlias(collection) + "~write";
  }

  String generation(String collection, int generation) {
    return readAlias(collection) + "~g" + generation;
  }

  /** All indexes of one collection. */
  String generations(String collection) {
    return readAlias(collection) + "~g*";
  }

  /** All indexes of all collections. */
  String all() {
    return prefix + "~*~g*";
  }

  /** The generation that an index's name ends with. */
  static int generationOf(String index) {
    return Integer.parseInt(index.substring(index.lastIndexOf("~g") + 2));
  }
}
