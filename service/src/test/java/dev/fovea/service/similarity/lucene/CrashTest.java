package dev.fovea.service.similarity.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import dev.fovea.service.similarity.Entry;
import dev.fovea.service.similarity.Search;
import dev.fovea.service.similarity.TestImages;
import dev.fovea.service.similarity.VectorEngine;
import dev.fovea.service.similarity.VectorIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, at a random moment, and looks for what it had acknowledged. */
class CrashTest {

  private static final int DIMENSION = 84;

  @TempDir private Path folder;

  @RepeatedTest(3)
  void keepsEveryAcknowledgedImageAndNoHalfOne(RepetitionInfo repetition) throws Exception {
    long seed = TestImages.SEED + repetition.getCurrentRepetition();
    int acknowledgedBeforeTheKill = 20 + new Random(seed).nextInt(300);
    Set<String> acknowledged = killWriterAfter(acknowledgedBeforeTheKill);

    LuceneEngine engine = new LuceneEngine(LuceneSettings.in(folder));
    try (engine;
        VectorIndex index = engine.open("crash")) {
      for (String id : acknowledged) {
        assertThat(index.entry(id)).as("seed %d, image %s", seed, id).isPresent();
      }
      index.forEachEntry(CrashTest::requireWhole);
      assertThat(index.search(new float[DIMENSION], Search.nearest(1_000)).neighbors())
          .hasSize((int) Math.min(1_000, index.count()));
    }
  }

  private Set<String> killWriterAfter(int lines) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        acknowledged.add(line);
        if (acknowledged.size() == lines) {
          writer.toHandle().destroyForcibly();
        }
      }
    }
    writer.waitFor();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(lines);
    return acknowledged;
  }

  private static void requireWhole(Entry entry) {
    assertThat(entry.features()).hasSize(DIMENSION).containsOnly(number(entry));
    assertThat(entry.thumbnail()).hasSize(3);
    assertThat(entry.original()).isPresent();
  }

  private static float number(Entry entry) {
    return Float.parseFloat(String.valueOf(entry.image().label()));
  }

  /** The process that is killed: four threads that print each id once it is acknowledged. */
  static final class Writer {

    private Writer() {}

    /** Writes to the engine in the folder named by the only argument until it is killed. */
    public static void main(String[] arguments) throws IOException {
      VectorEngine engine = new LuceneEngine(LuceneSettings.in(Path.of(arguments[0])));
      CollectionSpec spec = TestImages.spec("crash", DIMENSION, Quantization.NONE, "lucene");
      engine.draft(spec).publish();
      VectorIndex index = engine.open("crash");
      for (int thread = 0; thread < 4; thread++) {
        int number = thread;
        Thread.ofPlatform().start(() -> writeForever(index, number));
      }
    }

    private static void writeForever(VectorIndex index, int thread) {
      for (int i = 0; true; i++) {
        float[] features = new float[DIMENSION];
        Arrays.fill(features, i);
        String id = "t%d-%d".formatted(thread, i);
        index.put(List.of(TestImages.entry(id, String.valueOf(i), Map.of(), features)));
        System.out.println(id);
      }
    }
  }
}
