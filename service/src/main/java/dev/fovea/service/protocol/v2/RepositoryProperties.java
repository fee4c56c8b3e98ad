package dev.fovea.service.protocol.v2;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code fovea.repository}: the model repository extension.
 *
 * @param enabled whether clients may list, load and unload models
 */
@ConfigurationProperties(prefix = "fovea.repository", ignoreUnknownFields = false)
record RepositoryProperties(@DefaultValue("false") boolean enabled) {}
