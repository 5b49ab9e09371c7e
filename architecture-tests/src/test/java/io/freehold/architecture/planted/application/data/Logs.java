package io.freehold.architecture.planted.application.data;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A use case logs.
public final class Logs {
  private static final Logger LOG = LoggerFactory.getLogger("planted");

  public void logs() {
    LOG.info(".");
  }
}
