package dev.fovea.service.web;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The contract that this very build was tested against, as it is written and as JSON. */
@RestController
final class ContractController {

  private final Resource yaml = new ClassPathResource("contract/openapi.yaml");
  private final JsonNode json;

  ContractController() throws IOException {
    try (InputStream contract = yaml.getInputStream()) {
      this.json = new YAMLMapper().readTree(contract);
    }
  }

  @GetMapping(path = "/openapi.yaml", produces = "application/yaml")
  ResponseEntity<Resource> yaml() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(yaml);
  }

  @GetMapping(path = "/openapi.json", produces = "application/json")
  ResponseEntity<JsonNode> json() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(json);
  }
}
