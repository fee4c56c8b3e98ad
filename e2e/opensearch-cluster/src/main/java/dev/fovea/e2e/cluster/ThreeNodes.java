package dev.fovea.e2e.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Three OpenSearch nodes with the k-NN plugin.
 *
 * <p>Takes the folder for their files as its only argument. Prints {@code ready <port> <port>
 * <port>} when the cluster is green. Then it obeys lines: {@code stop <node>}, {@code start
 * <node>}, nodes counted from 0, each answered by {@code done} or {@code failed}. Ends with its
 * standard input.
 */
public final class ThreeNodes {

  private static final int NODES = 3;

  private ThreeNodes() {}

  /** Runs the nodes until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    OpenSearchRunner runner = new OpenSearchRunner();
    runner
        .onBuild((node, settings) -> {
          settings.putList(
              "discovery.seed_hosts", "127.0.0.1:9300", "127.0.0.1:9301", "127.0.0.1:9302");
          settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
        })
        .build(
            OpenSearchRunner.newConfigs()
                .basePath(arguments[0])
                .clusterName("fovea-e2e")
                .numOfNode(NODES)
                .disableESLogger()
                .pluginTypes("org.opensearch.knn.plugin.KNNPlugin"));
    runner.ensureGreen();
    StringBuilder ready = new StringBuilder("ready");
    for (int node = 0; node < NODES; node++) {
      ready.append(' ').append(runner.getNode(node).settings().get("http.port"));
    }
    System.out.println(ready);
    obey(runner);
    runner.close();
  }

  private static void obey(OpenSearchRunner runner) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int node = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
      boolean done = line.startsWith("stop") ? stop(runner, node) : runner.startNode(node);
      System.out.println(done ? "done" : "failed");
    }
  }

  /** Nobody takes a node away while copies of its shards are still being made elsewhere. */
  private static boolean stop(OpenSearchRunner runner, int node) throws IOException {
    runner.ensureGreen();
    runner.getNode(node).close();
    return runner.getNode(node).isClosed();
  }
}
