package dev.fovea.e2e.faults;

import java.io.IOException;

/** A way in on which a request can be told from every other by its answer. */
interface Door {

  /**
   * Asks for the answer to a number.
   *
   * @return whether the answer is this number's
   * @throws IOException if there is none
   */
  boolean answersRightly(long number) throws IOException;
}
