package dev.fovea.service.protocol;

import dev.fovea.service.failure.BodyTooLarge;
import dev.fovea.service.failure.EmptyBody;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.failure.QueueFull;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.FileSizeLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads bodies within the bound. Never asks the servlet container for parameters: that would
 * consume the body of a client that sends pictures as {@code application/x-www-form-urlencoded}, as
 * curl does by default.
 */
@Component
public final class Bodies {

  private static final int TRUSTED_LENGTH = 1 << 20;

  private static final String FORM = Bodies.class.getName();

  private final int limitBytes;
  private final long jsonLimitBytes;
  private final BodyMemory memory;

  Bodies(HttpProperties properties, BodyMemory memory) {
    this.limitBytes = Math.toIntExact(properties.maxBodySize().toBytes());
    this.jsonLimitBytes = properties.maxJsonBytes();
    this.memory = memory;
  }

  /**
   * Reads the whole body, whatever its Content-Type says.
   *
   * @throws BodyTooLarge if it exceeds the bound
   * @throws MalformedBody if the transfer breaks
   * @throws QueueFull if the bodies of others fill the memory
   */
  public byte[] read(HttpServletRequest request) {
    long declared = request.getContentLengthLong();
    if (declared > limitBytes) {
      throw new BodyTooLarge(limitBytes);
    }
    try {
      if (declared < 0) {
        return read(memory.paying(request.getInputStream(), request), declared);
      }
      memory.takeForBytes(request, declared);
      return read(request.getInputStream(), declared);
    } catch (IOException broken) {
      throw new MalformedBody(String.valueOf(broken.getMessage()));
    }
  }

  /**
   * Reads a body that is JSON, if it is anything.
   *
   * @throws BodyTooLarge if it exceeds the bound of JSON
   * @throws MalformedBody if the transfer breaks
   * @throws QueueFull if the bodies of others fill the memory
   */
  public byte[] json(HttpServletRequest request) {
    byte[] text = read(request);
    if (text.length > jsonLimitBytes) {
      throw BodyTooLarge.json(jsonLimitBytes);
    }
    memory.takeForJson(request, text.length);
    return text;
  }

  /**
   * Reads the pictures of a request: the raw body, or every part {@code image} of a multipart form.
   *
   * @return at least one, in the order sent; of several, some may have no bytes
   * @throws EmptyBody if there is one, and it has no bytes
   * @throws BodyTooLarge if the body exceeds the bound
   * @throws MalformedBody if the form cannot be taken apart
   */
  public Pictures pictures(HttpServletRequest request) {
    if (!isForm(request)) {
      return new Pictures(List.of(requireBytes(read(request))), false);
    }
    if (request.getContentLengthLong() > limitBytes) {
      throw new BodyTooLarge(limitBytes);
    }
    List<byte[]> images = new ArrayList<>();
    for (Part part : parts(request)) {
      if (part.getName().equals("image")) {
        images.add(read(part));
      }
    }
    if (images.isEmpty()) {
      throw new MalformedBody(
          "the form has no part named 'image'; send: curl -F image=@picture.jpg");
    }
    if (images.size() == 1) {
      requireBytes(images.getFirst());
    }
    return new Pictures(images, images.size() > 1);
  }

  /**
   * Reads the one picture of a request.
   *
   * @throws MalformedBody if a form holds several
   * @throws EmptyBody as {@link #pictures} does
   */
  public byte[] picture(HttpServletRequest request) {
    Pictures pictures = pictures(request);
    if (pictures.several()) {
      throw new MalformedBody("the form has several parts named 'image'; send one a request");
    }
    return pictures.encoded().getFirst();
  }

  /**
   * Reads a text field of a multipart form, if the body is one and has it.
   *
   * @throws MalformedBody if it is not UTF-8
   */
  public Optional<String> field(HttpServletRequest request, String name) {
    if (!isForm(request)) {
      return Optional.empty();
    }
    return parts(request).stream()
        .filter(part -> part.getName().equals(name))
        .findFirst()
        .map(part -> text(name, read(part)));
  }

  /**
   * The pictures of a request.
   *
   * @param encoded at least one, in the order sent
   * @param several whether the client sent a form with more than one
   */
  public record Pictures(List<byte[]> encoded, boolean several) {
    /** Copies the list. */
    public Pictures {
      encoded = List.copyOf(encoded);
    }
  }

  /** Tells whether the body is a multipart form. */
  public static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /** Tomcat gathers the form at the first call. */
  private Collection<Part> parts(HttpServletRequest request) {
    if (request.getAttribute(FORM) == null) {
      request.setAttribute(FORM, true);
      long declared = request.getContentLengthLong();
      memory.takeForBytes(request, declared < 0 ? limitBytes : declared);
    }
    try {
      return request.getParts();
    } catch (IllegalStateException tooLarge) {
      throw exceeded(tooLarge.getCause());
    } catch (InvalidFileNameException _) {
      throw new MalformedBody("the multipart form is broken: a file's name has a zero in it");
    } catch (IOException | ServletException broken) {
      Throwable fault = broken.getCause() == null ? broken : broken.getCause();
      throw new MalformedBody("the multipart form is broken: " + fault.getMessage());
    }
  }

  private static String text(String field, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedBody("the field '%s' is not UTF-8".formatted(field));
    }
  }

  private BodyTooLarge exceeded(@Nullable Throwable bound) {
    return switch (bound) {
      case FileCountLimitExceededException parts ->
          new BodyTooLarge(
              "the form has more than %d parts".formatted(parts.getLimit()),
              "server.tomcat.max-part-count");
      case FileSizeLimitExceededException _ -> new BodyTooLarge(limitBytes);
      case SizeLimitExceededException whole when whole.getPermittedSize() == limitBytes ->
          new BodyTooLarge(limitBytes);
      case null, default ->
          new BodyTooLarge(
              "the form has longer fields or part headers than fit",
              "server.tomcat.max-http-form-post-size or server.tomcat.max-part-header-size");
    };
  }

  private static byte[] read(Part part) {
    try (InputStream content = part.getInputStream()) {
      return content.readAllBytes();
    } catch (IOException broken) {
      throw new MalformedBody(String.valueOf(broken.getMessage()));
    }
  }

  private byte[] read(InputStream content, long declared) throws IOException {
    if (declared >= 0 && declared <= TRUSTED_LENGTH) {
      byte[] bytes = new byte[(int) declared];
      if (content.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new MalformedBody("it ends before its Content-Length of " + declared + " bytes");
      }
      return bytes;
    }
    byte[] bytes = content.readNBytes(limitBytes + 1);
    if (bytes.length > limitBytes) {
      throw new BodyTooLarge(limitBytes);
    }
    return bytes;
  }

  private static byte[] requireBytes(byte[] bytes) {
    if (bytes.length == 0) {
      throw new EmptyBody();
    }
    return bytes;
  }
}
