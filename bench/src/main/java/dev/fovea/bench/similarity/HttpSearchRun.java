package dev.fovea.bench.similarity;

import dev.fovea.bench.serving.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import tools.jackson.databind.json.JsonMapper;

/** The packaged service, asked with raw vectors for those of a filled index. */
final class HttpSearchRun {

  private static final JsonMapper JSON = JsonMapper.shared();

  private HttpSearchRun() {}

  /** Measures; the client's share of the machine is in the figures. */
  static SearchRate measure(ServiceProcess service, String collection, float[][] queries) {
    URI target = service.at("/v1/collections/" + collection + "/search?k=6");
    List<byte[]> bodies =
        Arrays.stream(queries)
            .map(query -> JSON.writeValueAsBytes(Map.of("features", query)))
            .toList();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return SearchRate.of(
          bodies.stream()
              .<Callable<Integer>>map(body -> () -> search(client, target, body))
              .toList());
    }
  }

  private static int search(HttpClient client, URI target, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("%s answered %d".formatted(target, answer.statusCode()));
    }
    return answer.body().length;
  }
}
