package dev.fovea.service.similarity.lucene;

import dev.fovea.service.similarity.VectorEngine;
import dev.fovea.service.similarity.VectorIndexContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by Lucene. */
class LuceneIndexTest extends VectorIndexContract {

  @TempDir private Path folder;

  @Override
  protected VectorEngine start() throws IOException {
    return new LuceneEngine(LuceneSettings.in(folder));
  }

  @Override
  protected void stop(VectorEngine running) {
    ((LuceneEngine) running).close();
  }
}
