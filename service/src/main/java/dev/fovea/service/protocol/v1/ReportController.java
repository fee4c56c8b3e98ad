package dev.fovea.service.protocol.v1;

import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.ModelNotReady;
import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.protocol.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * What training measured and drew. Only files that the manifest lists are served, so only what was
 * verified, and nothing outside the version's own {@code report/}.
 */
@RestController
final class ReportController {

  private static final String FOLDER = "report/";
  private static final Set<String> ENDINGS = Set.of("json", "png");

  private final Catalog catalog;
  private final Selectors selectors;

  ReportController(Catalog catalog, Selectors selectors) {
    this.catalog = catalog;
    this.selectors = selectors;
  }

  @GetMapping("/v1/models/{model}/versions/{version}/report")
  Report report(
      @PathVariable String model, @PathVariable String version, HttpServletRequest request) {
    Query.of(request, Set.of());
    return new Report(files(version(model, version)));
  }

  @GetMapping("/v1/models/{model}/versions/{version}/report/{file}")
  ResponseEntity<Resource> file(
      @PathVariable String model,
      @PathVariable String version,
      @PathVariable String file,
      HttpServletRequest request)
      throws NoResourceFoundException {
    Query.of(request, Set.of());
    ModelVersion loaded = version(model, version);
    if (!files(loaded).contains(file)) {
      throw new NoResourceFoundException(HttpMethod.GET, request.getRequestURI(), file);
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache())
        .contentType(MediaTypeFactory.getMediaType(file).orElse(MediaType.APPLICATION_OCTET_STREAM))
        .eTag('"' + loaded.manifest().files().get(FOLDER + file) + '"')
        .body(new FileSystemResource(loaded.folder().resolve(FOLDER + file)));
  }

  private ModelVersion version(String model, String version) {
    ModelSelector selector = selectors.of(model, version);
    return catalog
        .resolve(selector)
        .loaded()
        .orElseThrow(() -> new ModelNotReady(selector.toString(), "it is not loaded"));
  }

  private static List<String> files(ModelVersion version) {
    return version.manifest().files().keySet().stream()
        .filter(path -> path.startsWith(FOLDER))
        .map(path -> path.substring(FOLDER.length()))
        .filter(name -> ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)))
        .filter(name -> !name.contains("/"))
        .sorted()
        .toList();
  }

  /** The names of the files as they are written. */
  record Report(List<String> files) {}
}
