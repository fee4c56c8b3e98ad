package dev.fovea.e2e.page;

import com.microsoft.playwright.Page;

/** Somebody who uses no pointer. */
final class Keys {

  private static final int MOST_TABS = 60;

  private final Page page;

  Keys(Page page) {
    this.page = page;
  }

  /**
   * Presses Tab until the element has the focus.
   *
   * @throws AssertionError if the keyboard does not reach it
   */
  void tabTo(String selector) {
    for (int i = 0; i < MOST_TABS; i++) {
      if ((Boolean) page.evaluate("s => document.activeElement?.matches(s) ?? false", selector)) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("Tab does not reach " + selector);
  }

  /** Presses a key so many times. */
  void press(String key, int times) {
    for (int i = 0; i < times; i++) {
      page.keyboard().press(key.equals(" ") ? "Space" : key);
    }
  }
}
