package dev.fovea.service.protocol.v1;

import dev.fovea.service.protocol.Query;
import dev.fovea.service.similarity.CollectionStatuses;
import dev.fovea.service.similarity.SavedCollections;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Copies of collections, taken and brought back while they serve. */
@RestController
final class SnapshotsController {

  private final SavedCollections saved;
  private final CollectionStatuses statuses;

  SnapshotsController(SavedCollections saved, CollectionStatuses statuses) {
    this.saved = saved;
    this.statuses = statuses;
  }

  @GetMapping("/v1/collections/{collection}/snapshots")
  SnapshotNames list(@PathVariable String collection, HttpServletRequest request) {
    Query.of(request, Set.of());
    return new SnapshotNames(saved.list(collection));
  }

  @PutMapping("/v1/collections/{collection}/snapshots/{snapshot}")
  @ResponseStatus(HttpStatus.CREATED)
  SnapshotNames take(
      @PathVariable String collection, @PathVariable String snapshot, HttpServletRequest request) {
    Query.of(request, Set.of());
    saved.take(collection, snapshot);
    return new SnapshotNames(saved.list(collection));
  }

  @DeleteMapping("/v1/collections/{collection}/snapshots/{snapshot}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String collection, @PathVariable String snapshot, HttpServletRequest request) {
    Query.of(request, Set.of());
    saved.delete(collection, snapshot);
  }

  @PostMapping("/v1/collections/{collection}/snapshots/{snapshot}/restore")
  CollectionView restore(
      @PathVariable String collection, @PathVariable String snapshot, HttpServletRequest request) {
    Query.of(request, Set.of());
    saved.restore(collection, snapshot);
    return CollectionView.of(statuses.of(collection));
  }

  /** The names of a collection's snapshots as they are written. */
  record SnapshotNames(List<String> snapshots) {}
}
