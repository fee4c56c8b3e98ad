package dev.fovea.service.similarity;

/**
 * How many of the true neighbors an index returned.
 *
 * @param k neighbors asked for
 * @param samples stored images that were searched for
 * @param recall share of true neighbors that were returned, 0 to 1
 * @param low lower bound of the 95 % Wilson interval of {@code recall}, a sample counting once
 * @param high its upper bound
 * @param exact whether the index compared every vector anyway, so that 1 is no surprise
 * @param searchMillis median time of a search
 * @param exactMillis median time of an exact search
 */
public record Recall(
    int k,
    int samples,
    double recall,
    double low,
    double high,
    boolean exact,
    double searchMillis,
    double exactMillis) {}
