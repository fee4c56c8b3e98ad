package dev.fovea.service.similarity;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.StoredItemNotFound;
import dev.fovea.service.model.ModelSelector;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/**
 * Loads archives of pictures. Nothing of an import is kept but what it indexed: sent again, it
 * passes over what is stored already, whichever side was interrupted.
 */
@Service
public final class Imports {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int REMEMBERED = 100;
  private static final int MEASURED_FROM = 1_000;
  private static final int RECALL_K = 6;
  private static final int RECALL_SAMPLES = 100;

  private final ImageCollections collections;
  private final StoredImages images;
  private final SimilarityMeters meters;
  private final Map<String, Import> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Import> eldest) {
          return size() > REMEMBERED;
        }
      };

  Imports(ImageCollections collections, StoredImages images, SimilarityMeters meters) {
    this.collections = collections;
    this.images = images;
    this.meters = meters;
  }

  /**
   * Reads an archive to its end and stores its pictures, at low urgency.
   *
   * @param id under which others can watch
   * @param model makes the collection if there is none
   * @param labelled whether a file's folder is its label
   * @param maxFileBytes files above it are refused
   */
  public ImportProgress run(
      String id,
      String collection,
      Optional<ModelSelector> model,
      boolean labelled,
      InputStream archive,
      int maxFileBytes) {
    OpenCollection open = collections.collection(collection, model);
    Import counted = begin(id, collection);
    try (Archive files = Archive.read(archive, maxFileBytes);
        Ingestion ingestion = new Ingestion(open, images, meters, counted)) {
      for (Optional<Archive.File> file = files.next(); file.isPresent(); file = files.next()) {
        ingestion.take(file.get(), labelled);
      }
      ingestion.finish();
      counted.done();
    } catch (IOException broken) {
      counted.failed(String.valueOf(broken.getMessage()));
      throw new MalformedBody("the archive breaks off or is none: " + broken.getMessage());
    } catch (ServingException fault) {
      counted.failed(fault.detail());
      throw fault;
    }
    ImportProgress progress = counted.progress();
    if (progress.indexed() >= MEASURED_FROM) {
      Thread.ofVirtual().start(() -> settle(open));
    }
    return progress;
  }

  /**
   * An import that this process remembers.
   *
   * @throws StoredItemNotFound if it does not
   */
  public Import get(String id) {
    synchronized (known) {
      Import found = known.get(id);
      if (found == null) {
        throw new StoredItemNotFound("import", id);
      }
      return found;
    }
  }

  private Import begin(String id, String collection) {
    if (!ID.matcher(id).matches()) {
      throw new InvalidParameter("id", "must match %s, got '%s'".formatted(ID.pattern(), id));
    }
    Import counted = new Import(id, collection);
    synchronized (known) {
      Import standing = known.get(id);
      if (standing != null && standing.progress().state() == ImportProgress.State.RUNNING) {
        throw new InvalidParameter("id", "'%s' is running".formatted(id));
      }
      known.put(id, counted);
    }
    return counted;
  }

  /** After a large change: one graph instead of many, and its recall. */
  private void settle(OpenCollection collection) {
    collection.write(index -> {
      index.optimize();
      return true;
    });
    collections.measure(collection.spec().name(), RECALL_K, RECALL_SAMPLES);
  }
}
