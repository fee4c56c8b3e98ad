package dev.fovea.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** The four official archives of MNIST, with the checksums that they must have. */
public final class MnistArchives {

  /** SHA-256 of each archive. */
  static final Map<String, String> CHECKSUMS =
      new TreeMap<>(
          Map.of(
              "train-images-idx3-ubyte.gz",
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
              "train-labels-idx1-ubyte.gz",
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
              "t10k-images-idx3-ubyte.gz",
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
              "t10k-labels-idx1-ubyte.gz",
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

  private MnistArchives() {}

  /**
   * Downloads what {@code folder} lacks.
   *
   * @param from the address that holds the archives
   * @throws IOException if an archive cannot be fetched, or has another checksum, which removes it
   */
  public static void download(URI from, Path folder) throws IOException, InterruptedException {
    download(from, folder, CHECKSUMS);
  }

  /** Downloads those of some archives, given with their checksums, that {@code folder} lacks. */
  static void download(URI from, Path folder, Map<String, String> archives)
      throws IOException, InterruptedException {
    URI base = from.getPath().endsWith("/") ? from : URI.create(from + "/");
    Files.createDirectories(folder);
    try (HttpClient client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      for (Map.Entry<String, String> archive : archives.entrySet()) {
        Path file = folder.resolve(archive.getKey());
        if (!Files.exists(file)) {
          fetch(client, base.resolve(archive.getKey()), file, archive.getValue());
        }
      }
    }
  }

  private static void fetch(HttpClient client, URI from, Path file, String checksum)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = answer(client, from);
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("%s answered %d".formatted(from, response.statusCode()));
      }
      Files.copy(body, beside, StandardCopyOption.REPLACE_EXISTING);
    }
    String found = DataDigest.ofFile(beside);
    if (!found.equals(checksum)) {
      Files.delete(beside);
      throw new IOException(
          "%s has the SHA-256 %s, not %s; it was not kept".formatted(from, found, checksum));
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static HttpResponse<InputStream> answer(HttpClient client, URI from)
      throws IOException, InterruptedException {
    try {
      return client.send(
          HttpRequest.newBuilder(from).build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IOException("%s cannot be reached: %s".formatted(from, e), e);
    }
  }

  /**
   * Returns a line an archive that {@code folder} holds: whether it is the official one.
   *
   * @throws IOException if one cannot be read
   */
  public static Map<String, String> check(Path folder) throws IOException {
    Map<String, String> lines = new TreeMap<>();
    for (Map.Entry<String, String> archive : CHECKSUMS.entrySet()) {
      Path file = folder.resolve(archive.getKey());
      if (Files.exists(file)) {
        boolean official = DataDigest.ofFile(file).equals(archive.getValue());
        lines.put(archive.getKey(), official ? "official" : "not MNIST's archive");
      }
    }
    return lines;
  }
}
