package dev.fovea.service.protocol.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.protocol.Bodies;
import dev.fovea.service.protocol.HttpProperties;
import dev.fovea.service.protocol.Query;
import dev.fovea.service.similarity.Import;
import dev.fovea.service.similarity.ImportProgress;
import dev.fovea.service.similarity.ImportProgress.Refusal;
import dev.fovea.service.similarity.Imports;
import dev.fovea.service.similarity.StoredFiles;
import dev.fovea.service.similarity.StoredFiles.Listed;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Archives of pictures in, progress out. */
@RestController
final class ImportsController {

  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Imports imports;
  private final StoredFiles stored;
  private final Selectors selectors;
  private final Bodies bodies;
  private final int maxFileBytes;

  ImportsController(
      Imports imports,
      StoredFiles stored,
      Selectors selectors,
      Bodies bodies,
      HttpProperties properties) {
    this.imports = imports;
    this.stored = stored;
    this.selectors = selectors;
    this.bodies = bodies;
    this.maxFileBytes = Math.toIntExact(properties.maxBodySize().toBytes());
  }

  /**
   * Reads a zip, tar or gzipped tar of any length as it arrives. The client names the import, so
   * that it can watch it from another connection meanwhile.
   */
  @PostMapping("/v1/collections/{collection}/imports")
  View importArchive(@PathVariable String collection, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("id", "model", "version", "label", "replace"));
    String id = query.text("id").orElseGet(() -> UUID.randomUUID().toString());
    var model = query.text("model").map(name -> selectors.of(name, query.text("version")));
    boolean labelled = query.text("label").map(ImportsController::isFolder).orElse(true);
    boolean replace = query.truth("replace").orElse(false);
    var order = new Imports.Order(id, collection, model, labelled, replace);
    try (InputStream body = request.getInputStream()) {
      return View.of(imports.run(order, body, maxFileBytes));
    } catch (IOException broken) {
      throw new MalformedBody(String.valueOf(broken.getMessage()));
    }
  }

  /** Says which of the files that a client could send an import would store. */
  @PostMapping("/v1/collections/{collection}/imports/missing")
  Missing missing(@PathVariable String collection, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("model", "version", "label"));
    var model = query.text("model").map(name -> selectors.of(name, query.text("version")));
    boolean labelled = query.text("label").map(ImportsController::isFolder).orElse(true);
    List<Listed> files = JsonBody.read(bodies.json(request), Wanted.class).listed();
    return new Missing(stored.missing(collection, model, labelled, files));
  }

  @GetMapping("/v1/imports/{id}")
  View progress(@PathVariable String id, HttpServletRequest request) {
    Query.of(request, Set.of());
    return View.of(imports.get(id).progress());
  }

  /** Sends the progress whenever it changes, at most ten times a second, until the end. */
  @GetMapping(value = "/v1/imports/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(@PathVariable String id, HttpServletRequest request) {
    Query.of(request, Set.of());
    Import watched = imports.get(id);
    SseEmitter emitter = new SseEmitter(0L);
    Thread.ofVirtual().start(() -> send(watched, emitter));
    return emitter;
  }

  private static void send(Import watched, SseEmitter emitter) {
    try {
      ImportProgress progress = watched.progress();
      emitter.send(event(progress));
      while (progress.state() == ImportProgress.State.RUNNING) {
        Thread.sleep(Duration.ofMillis(100));
        progress = watched.awaitChange(BEAT);
        emitter.send(event(progress));
      }
      emitter.complete();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      emitter.complete();
    } catch (IOException | IllegalStateException gone) {
      emitter.completeWithError(gone);
    }
  }

  private static SseEmitter.SseEventBuilder event(ImportProgress progress) {
    return SseEmitter.event().name("progress").data(View.of(progress), MediaType.APPLICATION_JSON);
  }

  private static boolean isFolder(String label) {
    return switch (label) {
      case "folder" -> true;
      case "none" -> false;
      default -> throw new InvalidParameter("label", "must be folder or none, got '" + label + "'");
    };
  }

  /** The files that a client could send. */
  record Wanted(@Nullable List<@Nullable Listed> files) {

    @SuppressWarnings("NullAway") // what JSON may leave out is looked for here
    List<Listed> listed() {
      if (files == null
          || files.stream()
              .anyMatch(it -> it == null || it.path() == null || it.sha256() == null)) {
        throw new MalformedBody("it must be {\"files\": [{\"path\": …, \"sha256\": …}, …]}");
      }
      return files.stream().map(Objects::requireNonNull).toList();
    }
  }

  /** Those of them that an import would store, as they are written. */
  record Missing(List<String> missing) {}

  /** Progress as it is written. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      String id,
      String collection,
      String state,
      long files,
      long indexed,
      long unchanged,
      long refused,
      List<Refusal> refusals,
      double seconds,
      @Nullable String reason) {

    static View of(ImportProgress progress) {
      return new View(
          progress.id(),
          progress.collection(),
          progress.state().name().toLowerCase(Locale.ROOT),
          progress.files(),
          progress.indexed(),
          progress.unchanged(),
          progress.refused(),
          progress.refusals(),
          progress.took().toMillis() / 1e3,
          progress.reason().isEmpty() ? null : progress.reason());
    }
  }
}
