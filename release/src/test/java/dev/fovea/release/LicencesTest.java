package dev.fovea.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LicencesTest {

  @TempDir Path folder;

  @Test
  void listsEachLibraryUnderItsLicenceAndNoneOfOurs() throws IOException {
    Path sbom = folder.resolve("sbom.json");
    Files.writeString(
        sbom,
        """
        {"components": [
          {"group": "org.b", "name": "b", "version": "2", "licenses": [{"license": {"id": "MIT"}}]},
          {"group": "org.a", "name": "a", "version": "1", "licenses": [{"license": {"id": "MIT"}}]},
          {"group": "org.c", "name": "c", "version": "3", "licenses": [{"license": {"name": "Own"}}, {"license": {"id": "EPL-2.0"}}]},
          {"group": "org.d", "name": "d", "version": "4", "licenses": [{"expression": "Apache-2.0 OR MIT"}]},
          {"group": "org.e", "name": "e", "version": "5"},
          {"group": "dev.fovea", "name": "fovea-vision", "version": "1"}
        ]}
        """);

    assertThat(Licences.of(sbom).text())
        .isEqualTo(
            """
            What the service is made of, by licence

            (no licence stated)
              org.e:e:5

            Apache-2.0 OR MIT
              org.d:d:4

            MIT
              org.a:a:1
              org.b:b:2

            Own or EPL-2.0
              org.c:c:3
            """);
  }
}
