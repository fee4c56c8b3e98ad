package dev.fovea.service.model;

import java.nio.file.Path;

/**
 * Every version that was wanted at start is ready or refused.
 *
 * @param store where they were looked for
 */
public record ModelsLoaded(Path store) {}
