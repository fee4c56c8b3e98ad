package dev.fovea.service.protocol.v1;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.protocol.Query;
import dev.fovea.service.similarity.CollectionStatuses;
import dev.fovea.service.similarity.Contents;
import dev.fovea.service.similarity.Reindexing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a collection holds, as a whole: out as one file, in from one, or anew for another model. */
@RestController
final class ContentsController {

  private static final String CBOR_SEQUENCE = "application/cbor-seq";

  private final Contents contents;
  private final Reindexing reindexing;
  private final CollectionStatuses statuses;
  private final Selectors selectors;

  ContentsController(
      Contents contents, Reindexing reindexing, CollectionStatuses statuses, Selectors selectors) {
    this.contents = contents;
    this.reindexing = reindexing;
    this.statuses = statuses;
    this.selectors = selectors;
  }

  /**
   * Written as it is read: a file that was cut off lacks its end, and is refused when it is read.
   */
  @GetMapping("/v1/collections/{collection}/contents")
  void export(
      @PathVariable String collection, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Query.of(request, Set.of());
    statuses.of(collection);
    response.setContentType(CBOR_SEQUENCE);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.fovea\"".formatted(collection));
    contents.write(collection, response.getOutputStream());
  }

  @PutMapping("/v1/collections/{collection}/contents")
  CollectionView replace(@PathVariable String collection, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("engine"));
    try (InputStream body = request.getInputStream()) {
      contents.read(collection, query.text("engine"), body);
    } catch (IOException broken) {
      throw new MalformedBody(String.valueOf(broken.getMessage()));
    }
    return CollectionView.of(statuses.of(collection));
  }

  /** Goes on after the answer; the import that it names tells how far it is. */
  @PostMapping("/v1/collections/{collection}/reindex")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportsController.View reindex(@PathVariable String collection, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("model", "version", "id"));
    ModelSelector model =
        query
            .text("model")
            .map(name -> selectors.of(name, query.text("version")))
            .orElseThrow(() ->
                new InvalidParameter("model", "is missing: the model to index the pictures with"));
    String id = query.text("id").orElseGet(() -> UUID.randomUUID().toString());
    return ImportsController.View.of(reindexing.start(id, collection, model).progress());
  }
}
