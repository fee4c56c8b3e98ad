package dev.fovea.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the packaged service is started.
 *
 * @param through a command that starts it, such as {@code nice}; empty for none
 * @param folder its working folder, which {@code fovea.log} is written to
 * @param store the model store it serves
 * @param home what it keeps
 * @param jvm options of the JVM beside those it always has
 * @param properties such as {@code --fovea.http.max-body-size=1MB}
 */
public record Launch(
    List<String> through,
    Path folder,
    Path store,
    Path home,
    List<String> jvm,
    List<String> properties) {

  private static final Path JAR = Repository.path("service/target/fovea-service.jar");
  private static final List<String> ALWAYS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--add-modules=jdk.incubator.vector",
          "-Djava.awt.headless=true",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");

  /** A service with a gigabyte of heap and what it keeps in {@code var/} of its folder. */
  public static Launch of(Path folder, Path store, String... properties) {
    Path home = folder.resolve("var");
    return new Launch(List.of(), folder, store, home, List.of("-Xmx1g"), List.of(properties));
  }

  /** The same with another home. */
  public Launch home(Path other) {
    return new Launch(through, folder, store, other, jvm, properties);
  }

  /** The same with these options of the JVM. */
  public Launch jvm(String... options) {
    return new Launch(through, folder, store, home, List.of(options), properties);
  }

  /** The same, allowed to have so many files and sockets open. */
  public Launch descriptors(int most) {
    return through("bash", "-c", "ulimit -n " + most + "; exec \"$@\"", "bash");
  }

  /** The same, started by a command, such as {@code nice}. */
  public Launch through(String... command) {
    return new Launch(List.of(command), folder, store, home, jvm, properties);
  }

  /** Returns a builder of its process, with further properties. */
  ProcessBuilder process(List<String> further) {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.of(
                        command(),
                        List.of("--fovea.models.store=" + store.toAbsolutePath()),
                        further,
                        properties)
                    .flatMap(List::stream)
                    .toList())
            .directory(folder.toFile());
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().put("FOVEA_HOME", home.toString());
    return builder;
  }

  private List<String> command() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(
          JAR + " is not built; build it with ./mvnw -pl service -am package");
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(through, List.of(java), ALWAYS, jvm, List.of("-jar", JAR.toString()))
        .flatMap(List::stream)
        .toList();
  }
}
