package dev.fovea.trainer.network;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The codes of LeNet-5's output layer: each digit as a bitmap, 7 wide and 12 high, drawn for this
 * project so that any two differ in at least 19 of their 84 points.
 */
final class Glyphs {

  private static final int WIDTH = 7;

  private static final String ZERO_TO_FOUR =
      """
      ..###..  ...##..  .#####.  #######  ##.....
      .##.##.  ..###..  #######  #######  ##.....
      ##...##  .####..  .....##  ....##.  ##..##.
      ##..###  ...##..  .....##  ...##..  ##..##.
      ##..###  ...##..  ....##.  ..####.  ##..##.
      ##.#.##  ...##..  ...##..  ..#####  ##..##.
      ##.#.##  ...##..  ..##...  .....##  #######
      ###..##  ...##..  .##....  .....##  #######
      ###..##  ...##..  ##.....  .....##  ....##.
      ##...##  ...##..  ##.....  ##...##  ....##.
      .##.##.  #######  #######  #######  ....##.
      ..###..  #######  #######  .#####.  ....##.
      """;

  private static final String FIVE_TO_NINE =
      """
      #######  ...###.  #######  .#####.  .#####.
      #######  ..###..  #######  ###.###  #######
      ##.....  .##....  ....###  ##...##  ##...##
      ##.....  .##....  ....##.  ###.###  ##...##
      #####..  ##.....  ...###.  .#####.  ##...##
      .#####.  ##.###.  ...##..  ..###..  #######
      ....###  #######  ..###..  ..###..  .###.##
      .....##  ##...##  ..##...  .#####.  .....##
      .....##  ##...##  .###...  ###.###  ....##.
      .....##  ##...##  .##....  ##...##  ....##.
      ######.  #######  ###....  ###.###  ..###..
      #####..  .#####.  ##.....  .#####.  .###...
      """;

  private Glyphs() {}

  /** Returns ten codes of 84 elements, row by row, +1 where there is ink and −1 elsewhere. */
  static List<List<Integer>> codes() {
    return IntStream.range(0, 10)
        .mapToObj(digit -> digit < 5 ? code(ZERO_TO_FOUR, digit) : code(FIVE_TO_NINE, digit - 5))
        .toList();
  }

  private static List<Integer> code(String sheet, int column) {
    int left = column * (WIDTH + 2);
    return sheet
        .lines()
        .map(line -> line.substring(left, left + WIDTH))
        .flatMap(row -> row.chars().mapToObj(point -> point == '#' ? 1 : -1))
        .toList();
  }
}
