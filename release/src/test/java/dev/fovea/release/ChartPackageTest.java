package dev.fovea.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChartPackageTest {

  @TempDir Path folder;

  @Test
  void installsTheImageOfItsOwnVersion() throws IOException {
    ChartPackage.write(Path.of("../helm/fovea"), "4.5.6", folder);

    String rendered =
        new Helm(folder.resolve("fovea-4.5.6.tgz"))
            .template()
            .withName("shop")
            .withKubeVersion("1.35.0")
            .call();
    assertThat(rendered).contains("image: \"fovea:4.5.6\"").contains("helm.sh/chart: fovea-4.5.6");
  }
}
