package dev.fovea.service.model;

import dev.fovea.modelstore.ModelVersion;
import java.util.Optional;
import java.util.Set;

/**
 * One version as it stands now.
 *
 * @param id which
 * @param state where it is
 * @param reason why it is not ready, or empty
 * @param labels labels that point at it
 * @param loaded its manifest and labels, present once the store has verified it
 * @param device what it really runs on, present when ready
 */
public record VersionStatus(
    ModelId id,
    ModelState state,
    String reason,
    Set<String> labels,
    Optional<ModelVersion> loaded,
    Optional<Device> device) {}
