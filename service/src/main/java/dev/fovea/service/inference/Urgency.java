package dev.fovea.service.inference;

/** Which of two queues a request waits in. Each is first in, first out. */
public enum Urgency {
  /** Somebody waits for the answer. */
  INTERACTIVE,
  /** Work in bulk, such as an import: served from what the interactive queue leaves. */
  BULK
}
