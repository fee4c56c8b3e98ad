package dev.fovea.service.protocol;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** What is wrong with JSON, in Jackson's words for it. */
public final class JsonFault {

  /** Where a bound was set is of use to us alone. */
  private static final Pattern OUR_SETTING = Pattern.compile(", from `[^`]*`");

  private static final int MOST_CHARACTERS = 200;

  private JsonFault() {}

  /** Returns at most 200 characters that name no class of ours or of a library. */
  public static String words(JacksonException fault) {
    String words = OUR_SETTING.matcher(String.valueOf(fault.getOriginalMessage())).replaceAll("");
    return words.length() > MOST_CHARACTERS ? words.substring(0, MOST_CHARACTERS) + "…" : words;
  }
}
