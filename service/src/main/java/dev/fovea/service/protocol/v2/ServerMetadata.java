package dev.fovea.service.protocol.v2;

import java.util.List;

/**
 * What the protocol tells about the server.
 *
 * @param name as configured
 * @param version of Fovea
 * @param extensions those that are implemented and switched on
 */
public record ServerMetadata(String name, String version, List<String> extensions) {}
