package dev.fovea.service.similarity.opensearch;

/**
 * The names on the cluster: {@code <prefix>~<collection>~g<number>} is a generation's index, {@code
 * <prefix>~<collection>} the alias of the published one and {@code <prefix>~<collection>~draft} of
 * the one that is being filled. Each index is written under an alias of its own, its name with
 * {@code ~write}. No collection's name holds a tilde, so no two names are alike.
 */
record IndexNames(String prefix) {

  String readAlias(String collection) {
    return prefix + "~" + collection;
  }

  String draftAlias(String collection) {
    return readAlias(collection) + "~draft";
  }

  /**
   * What an index is written under: the cluster makes an index for a write to a name that there is
   * none of, but not for a write that asks for an alias.
   */
  static String writeAlias(String index) {
    return index + "~write";
  }

  String generation(String collection, int generation) {
    return readAlias(collection) + "~g" + generation;
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
