package dev.fovea.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Those of a folder's pictures that the service lacks, found by their digests. */
final class MissingPictures {

  private static final int ASKED_AT_ONCE = 1_000;

  private final Service service;
  private final PictureFolder folder;

  MissingPictures(Service service, PictureFolder folder) {
    this.service = service;
    this.folder = folder;
  }

  /** Asks about all files; a service that holds nothing yet is not asked about each. */
  List<Path> forOrder(Service.Order order) throws IOException, InterruptedException {
    if (order.replace() || !service.holdsImages(order.collection())) {
      return folder.files();
    }
    List<Path> missing = new ArrayList<>();
    List<Path> files = folder.files();
    for (int from = 0; from < files.size(); from += ASKED_AT_ONCE) {
      List<Path> asked = files.subList(from, Math.min(files.size(), from + ASKED_AT_ONCE));
      Set<String> names = new HashSet<>(service.missing(order, listed(asked)));
      asked.stream().filter(file -> names.contains(folder.name(file))).forEach(missing::add);
    }
    return missing;
  }

  private List<Service.Listed> listed(List<Path> files) {
    return files.stream().map(it -> new Service.Listed(folder.name(it), sha256(it))).toList();
  }

  /**
   * The digest of a file; of one that cannot be read none, so that it is listed when it is sent.
   */
  private static String sha256(Path file) {
    MessageDigest digest = digest();
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      return "";
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }
}
