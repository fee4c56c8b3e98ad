package dev.fovea.service.similarity.opensearch;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The three nodes of {@code fovea-opensearch-cluster}, in a process of their own. */
final class ClusterProcess implements AutoCloseable {

  private static final String MAIN = "dev.fovea.e2e.cluster.ThreeNodes";

  private final Path errors;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;
  private final List<URI> urls;

  /** Starts the nodes with their files under a folder and waits until the cluster is green. */
  ClusterProcess(Path folder) throws IOException {
    errors = folder.resolve("stderr");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1500m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                classPath(),
                MAIN,
                folder.toString())
            .redirectError(errors.toFile())
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = process.outputWriter(StandardCharsets.UTF_8);
    urls =
        Arrays.stream(answer("ready").split(" ", -1))
            .skip(1)
            .map(port -> URI.create("http://127.0.0.1:" + port))
            .toList();
  }

  /** The nodes, in order. */
  List<URI> urls() {
    return urls;
  }

  /** Stops one node and waits until it is gone. */
  void stop(int node) throws IOException {
    order("stop " + node);
  }

  /** Starts a stopped node again and waits until it has joined. */
  void start(int node) throws IOException {
    order("start " + node);
  }

  @Override
  public void close() throws IOException {
    orders.close();
    process.toHandle().destroyForcibly();
  }

  private void order(String line) throws IOException {
    orders.write(line);
    orders.newLine();
    orders.flush();
    answer("done");
  }

  private String answer(String wanted) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(wanted)) {
        return line;
      }
    }
    throw new IOException("the cluster ended: " + Files.readString(errors));
  }

  private static String classPath() throws IOException {
    Path target = Path.of(System.getProperty("fovea.cluster.target"));
    return String.join(
        ":",
        target.resolve("classes").toString(),
        target.resolve("knn").resolve("*").toString(),
        Files.readString(target.resolve("cluster.classpath")).strip());
  }
}
