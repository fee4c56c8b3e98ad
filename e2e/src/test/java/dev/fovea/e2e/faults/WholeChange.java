package dev.fovea.e2e.faults;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that changes a collection or its snapshots as a whole.
 *
 * @param kind what it does
 * @param after what is kept once it is acknowledged
 * @param request asks for it
 */
record WholeChange(Kind kind, Kept after, Request request) {

  private static final int PICTURES = 30;

  /** What can be asked for. */
  enum Kind {
    IMPORT,
    UPLOAD,
    SNAPSHOT,
    RESTORE,
    FORGET
  }

  interface Request {
    Client.Answer send(Client client) throws IOException;
  }

  /** Asks for it; returns what is kept then. */
  Kept acknowledged(Client client) throws IOException {
    Client.Answer answer = request.send(client);
    if (answer.status() / 100 != 2) {
      throw new IOException(kind + ": " + answer);
    }
    return after;
  }

  /** An import that replaces all that a collection holds by pictures from a number on. */
  static WholeChange importing(Kept before, long number) {
    Map<String, Long> files = new TreeMap<>();
    for (long next = number; next < number + PICTURES; next++) {
      files.put("file-" + next + ".png", next);
    }
    byte[] archive = Writers.zip(files);
    return new WholeChange(
        Kind.IMPORT,
        before.holding(files),
        client ->
            client.post(Kept.COLLECTION + "/imports?model=echo&replace=true&label=none", archive));
  }

  /** An upload of what a collection held when its contents were fetched. */
  static WholeChange uploading(Kept before, Map<String, Long> images, byte[] contents) {
    return new WholeChange(
        Kind.UPLOAD,
        before.holding(images),
        client -> client.put(Kept.COLLECTION + "/contents", contents));
  }

  static WholeChange snapshot(Kept before, String name) {
    return new WholeChange(
        Kind.SNAPSHOT,
        before.with(name),
        client -> client.put(Kept.COLLECTION + "/snapshots/" + name, new byte[0]));
  }

  static WholeChange restoring(Kept before, String name) {
    return new WholeChange(
        Kind.RESTORE,
        before.holding(before.snapshots().getOrDefault(name, Map.of())),
        client -> client.post(Kept.COLLECTION + "/snapshots/" + name + "/restore", new byte[0]));
  }

  static WholeChange forgetting(Kept before, String name) {
    return new WholeChange(
        Kind.FORGET,
        before.without(name),
        client -> client.delete(Kept.COLLECTION + "/snapshots/" + name));
  }
}
