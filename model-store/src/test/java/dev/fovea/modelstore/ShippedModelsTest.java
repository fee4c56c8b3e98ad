package dev.fovea.modelstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The models of the tree, read as the service reads them. */
final class ShippedModelsTest {

  private final ModelStore store = new ModelStore(Path.of("models"));

  @Test
  void everyVersionIsWhole() throws ModelStoreException {
    assertThat(store.models()).contains("lenet5");
    for (String name : store.models()) {
      for (int version : store.versions(name)) {
        ModelVersion read = store.read(name, version);
        assertThat(read.labels()).isNotEmpty();
        assertThat(read.manifest().golden()).isPresent();
      }
    }
  }
}
