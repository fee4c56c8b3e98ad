package dev.fovea.vision;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.google.errorprone.annotations.Keep;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What libjpeg and libpng have to say about a picture. They know no other way than to print it with
 * C's {@code stderr}, so that stream is replaced by one that hands each message to the thread it
 * was printed on, while that thread listens, and to the terminal otherwise.
 *
 * <p>Works where the C library has {@code fopencookie}, that is, on Linux. Elsewhere nothing is
 * heard, and the libraries print as they always did.
 */
@SuppressWarnings("restricted") // Calls C by its documented signatures.
final class NativeMessages {

  /** What begins a message of {@link OpenCvLog} that is more than a warning. */
  static final String OPENCV_ERROR = "OpenCV error: ";

  private static final int MAX_MESSAGE_CHARS = 4096;
  private static final ThreadLocal<@Nullable StringBuilder> LISTENER = new ThreadLocal<>();
  private static final OutputStream TERMINAL = new FileOutputStream(FileDescriptor.err);

  private NativeMessages() {}

  /** Starts collecting what is printed on this thread. */
  static void listen() {
    LISTENER.set(new StringBuilder());
  }

  /** Stops collecting, and returns what was printed since {@link #listen}. */
  static String heard() {
    StringBuilder heard = LISTENER.get();
    LISTENER.remove();
    return heard == null ? "" : heard.toString();
  }

  /** Adds a message for this thread, if it listens. */
  static void hear(String message) {
    StringBuilder listener = LISTENER.get();
    if (listener != null && listener.length() < MAX_MESSAGE_CHARS) {
      listener.append(message);
    }
  }

  /** Replaces C's {@code stderr} until the JVM shuts down. */
  static void install() {
    Linker linker = Linker.nativeLinker();
    SymbolLookup libc = linker.defaultLookup();
    if (libc.find("fopencookie").isEmpty() || libc.find("dlsym").isEmpty()) {
      return;
    }
    try {
      MemorySegment variable = stderr(linker, libc);
      MemorySegment terminal = variable.get(ADDRESS, 0);
      variable.set(ADDRESS, 0, openStream(linker, libc));
      // A library's own exit code may still print when there is no JVM left to hand it to.
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> variable.set(ADDRESS, 0, terminal), "restore-stderr"));
    } catch (Throwable e) {
      throw new IllegalStateException("C's stderr cannot be replaced", e);
    }
  }

  /** Returns the variable that every library sees, which may be the executable's own copy. */
  private static MemorySegment stderr(Linker linker, SymbolLookup libc) throws Throwable {
    MethodHandle dlsym =
        linker.downcallHandle(
            libc.findOrThrow("dlsym"), FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment variable =
          (MemorySegment) dlsym.invokeExact(MemorySegment.NULL, arena.allocateFrom("stderr"));
      return variable.reinterpret(ADDRESS.byteSize());
    }
  }

  private static MemorySegment openStream(Linker linker, SymbolLookup libc) throws Throwable {
    MemoryLayout functions = MemoryLayout.structLayout(ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    MethodHandle fopencookie =
        linker.downcallHandle(
            libc.findOrThrow("fopencookie"),
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, functions));
    MethodHandle setvbuf =
        linker.downcallHandle(
            libc.findOrThrow("setvbuf"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG));
    Writer writer = (_, text, size) -> handOn(text, size);
    MethodHandle write =
        MethodHandles.lookup()
            .bind(
                writer,
                "write",
                MethodType.methodType(
                    long.class, MemorySegment.class, MemorySegment.class, long.class));
    MemorySegment stub =
        linker.upcallStub(
            write, FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG), Arena.global());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment table = arena.allocate(functions);
      table.setAtIndex(ADDRESS, 1, stub);
      MemorySegment stream =
          (MemorySegment)
              fopencookie.invokeExact(MemorySegment.NULL, arena.allocateFrom("w"), table);
      int unbuffered = 2;
      int _ = (int) setvbuf.invokeExact(stream, MemorySegment.NULL, unbuffered, 0L);
      return stream;
    }
  }

  /** An exception out of here would end the JVM. */
  private static long handOn(MemorySegment text, long size) {
    try {
      byte[] bytes = text.reinterpret(size).toArray(JAVA_BYTE);
      if (LISTENER.get() == null) {
        TERMINAL.write(bytes);
      } else {
        hear(new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (IOException | RuntimeException | Error _) {
      // There is nowhere left to say it.
    }
    return size;
  }

  /** C's {@code cookie_write_function_t}, called on the thread that prints. */
  private interface Writer {
    @Keep
    long write(MemorySegment cookie, MemorySegment text, long size);
  }
}
