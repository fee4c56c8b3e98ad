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

  private final ImageCollections collections;
  private final CollectionLifecycle lifecycle;
  private final Engines engines;
  private final StoredImages images;
  private final SimilarityMeters meters;
  private final Recalls recalls;
  private final ImportProperties bounds;
  private final Map<String, Import> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Import> eldest) {
          return size() > REMEMBERED;
        }
      };

  Imports(
      ImageCollections collections,
      CollectionLifecycle lifecycle,
      Engines engines,
      StoredImages images,
      SimilarityMeters meters,
      Recalls recalls,
      ImportProperties bounds) {
    this.collections = collections;
    this.lifecycle = lifecycle;
    this.engines = engines;
    this.images = images;
    this.meters = meters;
    this.recalls = recalls;
    this.bounds = bounds;
  }

  /**
   * What to do with an archive.
   *
   * @param id under which others can watch
   * @param model makes the collection if there is none
   * @param labelled whether a file's folder is its label
   * @param replace whether the collection holds afterwards what the archive holds and nothing else,
   *     and is bound to the model; until all is read, it stands as it was
   */
  public record Order(
      String id,
      String collection,
      Optional<ModelSelector> model,
      boolean labelled,
      boolean replace) {}

  /**
   * Reads an archive to its end and stores its pictures, at low urgency.
   *
   * @param maxFileBytes files above it are refused
   * @throws MalformedBody if the archive breaks off, or replaces all and holds no picture
   */
  public ImportProgress run(Order order, InputStream archive, int maxFileBytes) {
    boolean bound = order.replace() && engines.standing(order.collection()).isPresent();
    OpenCollection standing =
        collections.forUse(order.collection(), bound ? Optional.empty() : order.model());
    Import counted = begin(order.id(), order.collection());
    try (Archive files = Archive.read(archive, bounds, maxFileBytes)) {
      if (bound) {
        replace(order, standing, files, counted);
      } else {
        ingest(order, standing, standing, files, counted);
      }
      counted.done();
    } catch (IOException broken) {
      MalformedBody failure = malformed(broken);
      counted.failed(failure.detail());
      throw failure;
    } catch (ServingException fault) {
      counted.failed(fault.detail());
      throw fault;
    } finally {
      counted.failed("a fault of the service, which its log describes");
    }
    ImportProgress progress = counted.progress();
    recalls.settle(order.collection(), progress.indexed());
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

  /** Remembers an import that begins. */
  Import begin(String id, String collection) {
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

  private void replace(Order order, OpenCollection standing, Archive files, Import counted) {
    CollectionSpec next =
        order
            .model()
            .map(model -> collections.rebound(order.collection(), model))
            .orElseGet(standing::spec);
    lifecycle.publish(
        next, draft -> fill(order, new OpenCollection(next, draft), standing, files, counted));
  }

  private void fill(
      Order order, OpenCollection draft, OpenCollection standing, Archive files, Import counted) {
    try {
      ingest(order, draft, standing, files, counted);
    } catch (IOException broken) {
      throw malformed(broken);
    }
    if (counted.progress().indexed() == 0) {
      throw new MalformedBody("the archive holds no picture; the collection stands as it was");
    }
  }

  /** Stores what the files hold; what was known of an image beside its pixels stays. */
  private void ingest(
      Order order, OpenCollection target, OpenCollection known, Archive files, Import counted)
      throws IOException {
    try (Ingestion ingestion = new Ingestion(target, images, meters, counted)) {
      for (Optional<Archive.File> file = files.next(); file.isPresent(); file = files.next()) {
        ingestion.take(file.get(), order.labelled(), known);
      }
      ingestion.finish();
    }
  }

  private static MalformedBody malformed(IOException broken) {
    String reason = broken.getMessage() == null ? "" : ": " + broken.getMessage();
    return new MalformedBody("the archive breaks off or is none" + reason);
  }
}
