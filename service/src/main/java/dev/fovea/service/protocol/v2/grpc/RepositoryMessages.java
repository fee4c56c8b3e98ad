package dev.fovea.service.protocol.v2.grpc;

import dev.fovea.service.protocol.v2.RepositoryEntry;
import dev.fovea.service.protocol.v2.grpc.wire.RepositoryIndexResponse;
import dev.fovea.service.protocol.v2.grpc.wire.RepositoryIndexResponse.ModelIndex;
import java.util.List;

/** The index of the repository as a message. */
final class RepositoryMessages {

  private RepositoryMessages() {}

  static RepositoryIndexResponse index(List<RepositoryEntry> entries) {
    return RepositoryIndexResponse.newBuilder()
        .addAllModels(entries.stream().map(RepositoryMessages::entry).toList())
        .build();
  }

  private static ModelIndex entry(RepositoryEntry entry) {
    return ModelIndex.newBuilder()
        .setName(entry.name())
        .setVersion(entry.version())
        .setState(entry.state())
        .setReason(entry.reason())
        .build();
  }
}
