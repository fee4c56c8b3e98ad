package dev.fovea.service.protocol.v2;

import dev.fovea.service.model.VersionStatus;

/**
 * One version as the index of the repository lists it.
 *
 * @param name the model
 * @param version its version
 * @param state {@code READY}, {@code LOADING}, {@code UNLOADING} or {@code UNAVAILABLE}
 * @param reason why, or empty
 */
public record RepositoryEntry(String name, String version, String state, String reason) {

  static RepositoryEntry of(VersionStatus status) {
    return new RepositoryEntry(
        status.id().name(),
        Integer.toString(status.id().version()),
        status.state().name(),
        status.reason());
  }
}
