package dev.fovea.bench.similarity;

import java.io.IOException;

/** Vectors to fill an index with, and others to ask it for. */
interface Vectors {

  /** Values of a vector. */
  int dimension();

  /** What they are, for the report. */
  String description();

  /** Vectors first to first + count of those that are stored: the same for every call. */
  float[][] stored(int first, int count) throws IOException;

  /** Vectors that are like the stored ones and not among them. */
  float[][] queries(int count) throws IOException;
}
