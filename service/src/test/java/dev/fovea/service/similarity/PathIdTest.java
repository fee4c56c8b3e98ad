package dev.fovea.service.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathIdTest {

  @Test
  void keepsFoldersApartAndEscapesWhatAnIdMayNotHold() {
    assertThat(PathId.of("tench/n01.JPEG")).isEqualTo("tench:n01.JPEG");
    assertThat(PathId.of("a b/ü.png")).isEqualTo("a~20b:~c3~bc.png");
    assertThat(PathId.of("a~20b")).isEqualTo("a~7e20b");
    assertThat(PathId.of(".hidden")).isEqualTo("_~2ehidden");
  }

  @Test
  void namesALongPathByItsHash() {
    assertThat(PathId.of("x/".repeat(150))).hasSize(64);
  }

  @Test
  void makesValidIds() {
    for (String path : new String[] {"/abs", "ü", "a/b/c.png", "-dash", " space", "~", ":"}) {
      String id = PathId.of(path);
      assertThat(new IndexedImage(id, null, Map.of(), "", "").id()).isEqualTo(id);
    }
  }
}
