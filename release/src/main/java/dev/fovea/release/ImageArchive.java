package dev.fovea.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The image as {@code docker load} takes it. */
final class ImageArchive {

  private ImageArchive() {}

  /**
   * Builds the image around the jar that was packaged, and saves it; says so where no engine
   * answers.
   */
  static void write(Path root, String version, Path folder) throws IOException {
    if (!engineAnswers(root)) {
      System.out.println("no container engine answers: the release has no image (see .ci/engine)");
      return;
    }
    String image = "fovea:" + version;
    require(root, build(image, version, commit(root)));
    require(
        root,
        List.of(
            "docker",
            "save",
            "--output",
            folder.resolve("fovea-image-" + version + ".tar").toString(),
            image));
  }

  private static String commit(Path root) throws IOException {
    Process git = new ProcessBuilder("git", "rev-parse", "HEAD").directory(root.toFile()).start();
    return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static List<String> build(String image, String version, String commit) {
    List<String> command =
        new ArrayList<>(List.of("docker", "build", "--target", "cpu", "--tag", image));
    for (String argument : List.of("PREBUILT=true", "VERSION=" + version, "REVISION=" + commit)) {
      command.addAll(List.of("--build-arg", argument));
    }
    for (String base : List.of("BASE_IMAGE", "BUILD_IMAGE")) {
      String local = System.getenv("FOVEA_" + base);
      if (local != null) {
        command.addAll(List.of("--build-arg", base + "=" + local));
      }
    }
    command.add(".");
    return command;
  }

  private static boolean engineAnswers(Path root) {
    try {
      return run(root, List.of("docker", "version")) == 0;
    } catch (IOException e) {
      return false; // there is no docker command
    }
  }

  private static void require(Path root, List<String> command) throws IOException {
    int code = run(root, command);
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }

  private static int run(Path root, List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).directory(root.toFile()).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
