package dev.fovea.service.similarity;

import dev.fovea.service.failure.IndexMismatch;
import dev.fovea.service.failure.MalformedBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Carries whole collections as one file from one service or engine to another. */
@Service
public final class Contents {

  private static final int GROUP = 256;

  private final CollectionLifecycle lifecycle;
  private final OpenCollections open;
  private final Engines engines;
  private final Recalls recalls;

  Contents(CollectionLifecycle lifecycle, OpenCollections open, Engines engines, Recalls recalls) {
    this.lifecycle = lifecycle;
    this.open = open;
    this.engines = engines;
    this.recalls = recalls;
  }

  /**
   * Writes a collection as it is now, in the form of {@link ContentsFile}.
   *
   * @throws IOException if the stream breaks
   */
  public void write(String collection, OutputStream target) throws IOException {
    OpenCollection source = open.get(collection);
    try (ContentsFile.Writer writer = ContentsFile.write(source.spec(), target)) {
      source.read(index -> {
        index.forEachEntry(writer::add);
        return true;
      });
      writer.end();
    } catch (UncheckedIOException broken) {
      throw broken.getCause();
    }
  }

  /**
   * Replaces all that a collection holds by what a file holds, or makes the collection. A file that
   * breaks off changes nothing.
   *
   * @param engine that keeps a collection that is made; empty for the configured one
   * @return how many images it holds now
   * @throws MalformedBody if the file is none, or breaks off
   * @throws IndexMismatch if the collection stands on another model, engine or layout
   */
  public long read(String collection, Optional<String> engine, InputStream source) {
    try (ContentsFile.Reader file = ContentsFile.read(source)) {
      VectorEngine keeper = engine.map(engines::named).orElseGet(() -> engines.of(collection));
      CollectionSpec next = file.spec().located(collection, keeper.name());
      engines.standing(collection).ifPresent(it -> it.requireComparable(next.embedding()));
      long[] count = {0};
      lifecycle.publish(next, draft -> count[0] = fill(draft, file));
      recalls.settle(collection, count[0]);
      return count[0];
    } catch (IOException broken) {
      throw new MalformedBody("it breaks off: " + broken.getMessage());
    }
  }

  private static long fill(VectorIndex draft, ContentsFile.Reader file) {
    List<Entry> group = new ArrayList<>();
    long count = 0;
    for (Optional<Entry> entry = file.next(); entry.isPresent(); entry = file.next()) {
      group.add(fitting(entry.get(), draft.dimension()));
      count++;
      if (group.size() == GROUP) {
        draft.put(group);
        group.clear();
      }
    }
    if (!group.isEmpty()) {
      draft.put(group);
    }
    return count;
  }

  private static Entry fitting(Entry entry, int dimension) {
    try {
      VectorIndex.requireFits(entry.features(), dimension);
      return entry;
    } catch (IllegalArgumentException misfit) {
      throw new MalformedBody("image '%s': %s".formatted(entry.image().id(), misfit.getMessage()));
    }
  }
}
