package dev.fovea.service.similarity;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.imports}: bounds on archives. A file of an archive may be as large as a body: {@code
 * fovea.http.max-body-size}.
 *
 * @param maxEntries most files and folders
 * @param maxPathLength longest path, in characters
 * @param maxHeaderSize most that may describe one entry
 * @param maxInflatedSize most that all files may be together
 */
@Validated
@ConfigurationProperties(prefix = "fovea.imports", ignoreUnknownFields = false)
public record ImportProperties(
    @DefaultValue("10000000") @Min(1) int maxEntries,
    @DefaultValue("512") @Min(1) int maxPathLength,
    @DefaultValue("1MB") DataSize maxHeaderSize,
    @DefaultValue("1TB") DataSize maxInflatedSize) {}
