package dev.fovea.vision;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import com.google.errorprone.annotations.Keep;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * OpenCV's own log, handed to {@link NativeMessages} instead of the terminal. A damaged TIFF is
 * known by nothing else: libtiff fills up what it cannot decompress.
 */
@SuppressWarnings("restricted") // Calls OpenCV by its documented signatures.
final class OpenCvLog {

  private static final String NAMESPACE = "_ZN2cv5utils7logging";
  private static final String SET_LEVEL = NAMESPACE + "11setLogLevelENS1_8LogLevelE";
  private static final String REPLACE_WRITER =
      NAMESPACE + "8internal24replaceWriteLogMessageExEPFvNS1_8LogLevelEPKcS5_iS5_S5_E";
  private static final int ERROR = 2;
  private static final int WARNING = 3;

  private OpenCvLog() {}

  /** Replaces the log's writer, if this OpenCV lets it be replaced. */
  static void install() {
    SymbolLookup opencv = SymbolLookup.loaderLookup();
    opencv
        .find(REPLACE_WRITER)
        .ifPresent(replace -> call(replace, FunctionDescriptor.ofVoid(ADDRESS), listening()));
    opencv
        .find(SET_LEVEL)
        .ifPresent(set -> call(set, FunctionDescriptor.of(JAVA_INT, JAVA_INT), WARNING));
  }

  private static void call(MemorySegment function, FunctionDescriptor type, Object argument) {
    try {
      Linker.nativeLinker().downcallHandle(function, type).invoke(argument);
    } catch (Throwable e) {
      throw new IllegalStateException("OpenCV's log cannot be set", e);
    }
  }

  private static MemorySegment listening() {
    Writer writer = (level, _, _, _, _, message) -> hear(level, message);
    FunctionDescriptor type =
        FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    try {
      MethodType method = type.toMethodType();
      MethodHandle write = MethodHandles.lookup().bind(writer, "write", method);
      return Linker.nativeLinker().upcallStub(write, type, Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An exception out of here would end the JVM. */
  private static void hear(int level, MemorySegment message) {
    try {
      String severity = level <= ERROR ? NativeMessages.OPENCV_ERROR : "OpenCV warning: ";
      NativeMessages.hear(severity + message.reinterpret(Integer.MAX_VALUE).getString(0) + "\n");
    } catch (RuntimeException | Error _) {
      // There is nowhere left to say it.
    }
  }

  /** The function that OpenCV's log writes with. */
  private interface Writer {
    @Keep
    void write(
        int level,
        MemorySegment tag,
        MemorySegment file,
        int line,
        MemorySegment function,
        MemorySegment message);
  }
}
