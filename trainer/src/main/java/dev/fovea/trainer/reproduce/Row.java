package dev.fovea.trainer.reproduce;

/**
 * One line of the table.
 *
 * @param what the figure
 * @param paper what the paper reports
 * @param ours what came out here, or why nothing did
 * @param command what to type to get it
 * @param seed of the run, or a dash
 * @param data the first digits of the data's SHA-256, or a dash
 */
public record Row(
    String what, String paper, String ours, String command, String seed, String data) {

  static final String NONE = "–";

  /** Returns a row of figures that no data and no chance go into. */
  static Row counted(String what, String paper, long ours, String command) {
    return new Row(what, paper, "%,d".formatted(ours), command, NONE, NONE);
  }
}
