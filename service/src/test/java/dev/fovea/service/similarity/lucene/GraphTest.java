package dev.fovea.service.similarity.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import dev.fovea.service.similarity.Entry;
import dev.fovea.service.similarity.FilterParser;
import dev.fovea.service.similarity.Nearest;
import dev.fovea.service.similarity.Neighbor;
import dev.fovea.service.similarity.Search;
import dev.fovea.service.similarity.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Collections that are large enough for a graph: 2,500 vectors, more than a scan is used for. */
class GraphTest {

  private static final int DIMENSION = 4_096;
  private static final int COUNT = 2_500;
  private static final List<Entry> ENTRIES =
      TestImages.clustered(COUNT, DIMENSION, new Random(TestImages.SEED));

  @TempDir private Path folder;
  private LuceneSettings settings;

  @BeforeEach
  void writeAGraphInEverySegment() {
    settings = new LuceneSettings(folder, 64, 1, false, 0);
  }

  @ParameterizedTest
  @EnumSource(Quantization.class)
  void findsTheTrueNeighborsAndTheirDistances(Quantization quantization) throws IOException {
    CollectionSpec spec = TestImages.spec("graph", DIMENSION, quantization, "lucene");
    try (LuceneIndex index = new LuceneIndex(folder, spec, settings, Runnable::run)) {
      index.put(ENTRIES);
      index.optimize();
      int found = 0;
      for (Entry query : ENTRIES.subList(0, 20)) {
        List<Neighbor> truth = TestImages.nearest(ENTRIES, query.features(), 6);
        Nearest approximate = index.search(query.features(), Search.nearest(6));
        Nearest exact = index.search(query.features(), Search.nearest(6).exactly());

        assertThat(approximate.exact()).isFalse();
        assertThat(approximate.neighbors().getFirst()).isEqualTo(truth.getFirst());
        assertThat(exact.exact()).isTrue();
        assertThat(exact.neighbors()).isEqualTo(truth);
        found += (int) approximate.neighbors().stream().filter(truth::contains).count();
      }
      assertThat(found / 120.0).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void staysInsideTheFilterOnTheGraph() throws IOException {
    CollectionSpec spec = TestImages.spec("graph", DIMENSION, Quantization.BIT, "lucene");
    try (LuceneIndex index = new LuceneIndex(folder, spec, settings, Runnable::run)) {
      index.put(ENTRIES);
      index.optimize();
      Search search = Search.nearest(50).where(FilterParser.parse("number >= 500"));

      Nearest nearest = index.search(ENTRIES.getFirst().features(), search);

      assertThat(nearest.exact()).isFalse();
      assertThat(nearest.neighbors())
          .hasSize(50)
          .allMatch(
              it -> it.image().metadata().get("number") instanceof Integer number && number >= 500);
    }
  }

  @Test
  void isReadableByStockLucene() throws IOException {
    CollectionSpec spec = TestImages.spec("graph", DIMENSION, Quantization.BIT, "lucene");
    try (LuceneIndex index = new LuceneIndex(folder, spec, settings, Runnable::run)) {
      index.put(ENTRIES.subList(0, 700));
    }
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(folder))) {
      for (LeafReaderContext leaf : reader.leaves()) {
        leaf.reader().checkIntegrity();
        assertThat(leaf.reader().getFloatVectorValues("features").dimension()).isEqualTo(DIMENSION);
      }
      assertThat(reader.numDocs()).isEqualTo(700);
    }
  }
}
